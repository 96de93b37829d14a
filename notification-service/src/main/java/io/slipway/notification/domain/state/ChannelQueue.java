package io.slipway.notification.domain.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * What a channel is to be told, in order. Only the first is ever on its way, so that nothing overtakes.
 *
 * @param delivered how many were delivered
 * @param givenUp how many were given up
 * @param lastError of the newest failed attempt; null once one succeeded after it
 * @param threads by deployment: what the target gave for its newest message, of the {@value #MOST_THREADS} newest; absent
 *     means none
 * @param digest what is collected; absent means nothing
 */
public record ChannelQueue(
        List<Pending> pending,
        long delivered,
        long givenUp,
        @Nullable Ending lastDelivered,
        @Nullable Ending lastGivenUp,
        @Nullable String lastError,
        @Nullable Map<String, Map<String, String>> threads,
        @Nullable Digest digest) {
    static final int MOST_THREADS = 200;

    public ChannelQueue {
        pending = List.copyOf(pending);
    }

    /** What the target gave for the newest message about a deployment. */
    public @Nullable Map<String, String> thread(String deploymentId) {
        return threads == null ? null : threads.get(deploymentId);
    }

    static ChannelQueue empty() {
        return new ChannelQueue(List.of(), 0, 0, null, null, null, null, null);
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
        return new ChannelQueue(more, delivered, givenUp, lastDelivered, lastGivenUp, lastError, threads, digest);
    }

    ChannelQueue collecting(@Nullable Digest newest) {
        return new ChannelQueue(pending, delivered, givenUp, lastDelivered, lastGivenUp, lastError, threads, newest);
    }

    ChannelQueue changed(String notificationId, UnaryOperator<Pending> change) {
        List<Pending> changed = pending.stream()
                .map(candidate -> candidate.id().equals(notificationId) ? change.apply(candidate) : candidate)
                .toList();
        return new ChannelQueue(changed, delivered, givenUp, lastDelivered, lastGivenUp, lastError, threads, digest);
    }

    ChannelQueue failing(String error) {
        return new ChannelQueue(pending, delivered, givenUp, lastDelivered, lastGivenUp, error, threads, digest);
    }

    ChannelQueue delivered(String notificationId, Instant at, @Nullable Map<String, String> receipt) {
        Ending ending = ending(notificationId, at, null);
        return new ChannelQueue(
                without(notificationId),
                delivered + 1,
                givenUp,
                ending,
                lastGivenUp,
                null,
                receipt == null ? threads : threadsWith(notificationId, receipt),
                digest);
    }

    ChannelQueue givenUp(String notificationId, Instant at, String reason) {
        Ending ending = ending(notificationId, at, reason);
        return new ChannelQueue(
                without(notificationId), delivered, givenUp + 1, lastDelivered, ending, lastError, threads, digest);
    }

    private @Nullable Map<String, Map<String, String>> threadsWith(String notificationId, Map<String, String> receipt) {
        Optional<Pending> told = find(notificationId);
        if (told.isEmpty()) {
            return threads;
        }
        LinkedHashMap<String, Map<String, String>> more = new LinkedHashMap<>(threads == null ? Map.of() : threads);
        more.putLast(told.get().notification().deploymentId(), receipt);
        while (more.size() > MOST_THREADS) {
            more.pollFirstEntry();
        }
        return Collections.unmodifiableMap(more);
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
