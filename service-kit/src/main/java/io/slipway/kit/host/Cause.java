package io.slipway.kit.host;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.kit.aggregate.Context;

/**
 * What led to a decision.
 *
 * @param id of the command, or of the passing of time
 * @param traceparent of the span the decision is made in
 */
record Cause(
        String id,
        String correlationId,
        String actor,
        Instant now,
        @Nullable String traceparent) {
    Context context() {
        return new Context(now, actor, id, correlationId);
    }
}
