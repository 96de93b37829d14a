package io.slipway.events;

import java.net.URI;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One CloudEvents 1.0 event with typed data. On Kafka it is written in binary mode: each attribute as a {@code ce_*}
 * header, the data as a JSON body (CloudEvents Kafka protocol binding 1.0.2, section 3.2).
 *
 * @param id unique; of a command also its idempotency key
 * @param source the service that wrote it, for example {@code /slipway/deploy-orchestrator}
 * @param type the CloudEvents type, see {@link MessageType}
 * @param subject what it is about: a deployment id, an application name, a task id
 * @param time when it happened, UTC
 * @param correlationId one value for everything that follows from one request
 * @param causationId id of the command or event that led to this one
 * @param actor who wanted it: a person, a token's name, or a service
 * @param traceparent W3C trace context, where the message is part of a trace
 * @param data the message
 */
public record Envelope<T>(
        String id,
        URI source,
        String type,
        String subject,
        Instant time,
        String correlationId,
        @Nullable String causationId,
        String actor,
        @Nullable String traceparent,
        T data) {

    /** The same envelope around other data, for example its decoded form. */
    public <U> Envelope<U> withData(U other) {
        return new Envelope<>(id, source, type, subject, time, correlationId, causationId, actor, traceparent, other);
    }
}
