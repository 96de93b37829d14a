package io.slipway.kit.aggregate;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Refusal;

/** What a decider makes of a command: events, which may be none, or a refusal. */
public sealed interface Decision<E> {

    /**
     * @param events what happened, in order
     * @param subject id of what the command made or changed, for the reply
     */
    record Accepted<E>(List<E> events, @Nullable String subject) implements Decision<E> {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /** Nothing happened, and the reply says why. */
    record Refused<E>(Refusal refusal) implements Decision<E> {}

    static <E> Decision<E> accepted(List<? extends E> events, @Nullable String subject) {
        return new Accepted<>(List.copyOf(events), subject);
    }

    static <E> Decision<E> refused(Refusal.Code code, String detail) {
        return new Refused<>(Refusal.of(code, detail));
    }

    /** Accepted, and nothing is to be done. */
    static <E> Decision<E> nothing() {
        return new Accepted<>(List.of(), null);
    }
}
