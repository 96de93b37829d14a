package io.slipway.notification.domain.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * What a channel is to be told, in order. Only the first is ever on its way, so that nothing overtakes.
 *
 * @param delivered how many were delivered
 * @param givenUp how many were given up
 * @param lastError of the newest failed attempt; null once one succeeded after it
 */
public record ChannelQueue(
        List<Pending> pending,
        long delivered,
        long givenUp,
        @Nullable Ending lastDelivered,
        @Nullable Ending lastGivenUp,
        @Nullable String lastError) {
    public ChannelQueue {
        pending = List.copyOf(pending);
    }

    static ChannelQueue empty() {
        return new ChannelQueue(List.of(), 0, 0, null, null, null);
    }

    public Optional<Pending> head() {
        return pending.isEmpty() ? Optional.empty() : Optional.of(pending.getFirst());
    }

    public Optional<Pending> find(String notificationId) {
        return pending.stream()
                .filter(candidate -> candidate.id().equals(notificationId))
                .findFirst();
    }

    ChannelQueue with(Pending newest) {
        List<Pending> more = new ArrayList<>(pending);
        more.add(newest);
        return new ChannelQueue(more, delivered, givenUp, lastDelivered, lastGivenUp, lastError);
    }

    ChannelQueue changed(String notificationId, UnaryOperator<Pending> change) {
        List<Pending> changed = pending.stream()
                .map(candidate -> candidate.id().equals(notificationId) ? change.apply(candidate) : candidate)
                .toList();
        return new ChannelQueue(changed, delivered, givenUp, lastDelivered, lastGivenUp, lastError);
    }

    ChannelQueue failing(String error) {
        return new ChannelQueue(pending, delivered, givenUp, lastDelivered, lastGivenUp, error);
    }

    ChannelQueue delivered(String notificationId, Instant at) {
        Ending ending = ending(notificationId, at, null);
        return new ChannelQueue(without(notificationId), delivered + 1, givenUp, ending, lastGivenUp, null);
    }

    ChannelQueue givenUp(String notificationId, Instant at, String reason) {
        Ending ending = ending(notificationId, at, reason);
        return new ChannelQueue(without(notificationId), delivered, givenUp + 1, lastDelivered, ending, lastError);
    }

    private Ending ending(String notificationId, Instant at, @Nullable String reason) {
        String correlationId = find(notificationId)
                .map(found -> found.notification().correlationId())
                .orElse(notificationId);
        return new Ending(notificationId, at, reason, correlationId);
    }

    private List<Pending> without(String notificationId) {
        return pending.stream()
                .filter(candidate -> !candidate.id().equals(notificationId))
                .toList();
    }
}
