package io.slipway.notification.domain.state;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.events.notification.Notification;

/**
 * A notification on its way.
 *
 * @param attempt the newest, from 1; 0 before the first
 * @param failures attempts the target did not take
 * @param rejectedSince when the target first said that it does not take this message; null unless it said so last
 * @param worker who has the attempt
 * @param begun whether the worker may have sent it
 * @param until when the phase is over by itself
 * @param mayHaveArrived whether an earlier attempt was begun; it may have been told then. Absent means no
 */
public record Pending(
        Notification notification,
        Phase phase,
        int attempt,
        int failures,
        @Nullable Instant rejectedSince,
        @Nullable String worker,
        boolean begun,
        @Nullable Instant until,
        @Nullable Boolean mayHaveArrived) {

    /** Where it is on its way. */
    public enum Phase {
        /** For its turn, or for the next attempt, which may begin at once. */
        WAITING,
        /** For a worker to take it. */
        OFFERED,
        /** A worker has it. */
        CLAIMED,
        /** The target did not take it; the next attempt begins later. */
        BACKING_OFF
    }

    static Pending of(Notification notification) {
        return new Pending(notification, Phase.WAITING, 0, 0, null, null, false, null, null);
    }

    public String id() {
        return notification.id();
    }

    Pending offered(int newAttempt, Instant pickUpUntil) {
        return new Pending(
                notification,
                Phase.OFFERED,
                newAttempt,
                failures,
                rejectedSince,
                null,
                false,
                pickUpUntil,
                mayHaveArrived);
    }

    Pending claimed(String by, Instant leaseUntil) {
        return new Pending(
                notification, Phase.CLAIMED, attempt, failures, rejectedSince, by, begun, leaseUntil, mayHaveArrived);
    }

    Pending renewed(Instant leaseUntil) {
        return new Pending(
                notification, phase, attempt, failures, rejectedSince, worker, begun, leaseUntil, mayHaveArrived);
    }

    Pending begins() {
        return new Pending(notification, phase, attempt, failures, rejectedSince, worker, true, until, mayHaveArrived);
    }

    Pending lost() {
        return new Pending(
                notification, Phase.WAITING, attempt, failures, rejectedSince, null, false, null, afterwards());
    }

    Pending failed(boolean rejected, Instant at, Instant retryAt) {
        Instant since = rejectedSince == null ? at : rejectedSince;
        return new Pending(
                notification,
                Phase.BACKING_OFF,
                attempt,
                failures + 1,
                rejected ? since : null,
                null,
                false,
                retryAt,
                afterwards());
    }

    private @Nullable Boolean afterwards() {
        return begun ? Boolean.TRUE : mayHaveArrived;
    }
}
