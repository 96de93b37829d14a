package io.slipway.events.audit;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Event;
import io.slipway.events.MessageType;

/**
 * Somebody did something, or tried to. An entry stands for itself: it is never changed, and needs no other to be understood.
 * It never holds a value of a secret.
 *
 * @param id follows from the fact the entry is about, so that the same fact never has two
 * @param actor who: a person, a token's name, or a service
 * @param action what, for rules: {@code config.commit}, {@code config.secret.read}
 * @param outcome whether it was done
 * @param detail what there is to say beyond that, for a person; null for nothing
 */
@MessageType(value = "io.slipway.audit.recorded.v1", description = "Somebody did something, or tried to.")
public record AuditEntry(
        String id,
        String actor,
        String action,
        AuditResource resource,
        Outcome outcome,
        Instant at,
        String correlationId,
        @Nullable String detail)
        implements Event {

    /** Whether something was done. */
    public enum Outcome {
        /** It was. Of a read: the value was about to be given; the record came first. */
        DONE,
        /** Whoever asked may not. */
        REFUSED,
        /** It could not be done. */
        FAILED
    }
}
