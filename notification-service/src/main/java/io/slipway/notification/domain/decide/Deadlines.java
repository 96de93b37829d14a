package io.slipway.notification.domain.decide;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

import io.slipway.notification.domain.state.ChannelQueue;
import io.slipway.notification.domain.state.Digest;
import io.slipway.notification.domain.state.NotificationState;
import io.slipway.notification.domain.state.Pending;

/** When time next changes something. */
final class Deadlines {
    private Deadlines() {}

    static Optional<Instant> next(NotificationState state, Schedule schedule) {
        return state.channels().values().stream()
                .flatMap(queue -> Stream.of(phase(queue), giveUps(queue, schedule), digest(queue))
                        .flatMap(deadlines -> deadlines))
                .min(Comparator.naturalOrder());
    }

    private static Stream<Instant> phase(ChannelQueue queue) {
        return queue.head().flatMap(head -> Optional.ofNullable(head.until())).stream();
    }

    private static Stream<Instant> digest(ChannelQueue queue) {
        return Stream.ofNullable(queue.digest()).map(Digest::dueAt);
    }

    private static Stream<Instant> giveUps(ChannelQueue queue, Schedule schedule) {
        return queue.pending().stream()
                .filter(Deadlines::mayBeGivenUp)
                .map(pending -> schedule.giveUpAt(pending.notification()));
    }

    /** Not while a worker has it: the message may be arriving just now. */
    static boolean mayBeGivenUp(Pending pending) {
        return pending.phase() != Pending.Phase.CLAIMED;
    }
}
