package io.slipway.kit.worker;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.slipway.events.task.TaskReport;

import tools.jackson.databind.JsonNode;

/** What a handler's run led to, before anybody is told. */
sealed interface Outcome {
    /** The work is done. */
    record Done(JsonNode output) implements Outcome {}

    /** As in {@link TaskReport.Failed}. */
    record Failed(
            String reason, boolean retryable, @Nullable Duration retryAfter) implements Outcome {
        Failed(String reason, boolean retryable) {
            this(reason, retryable, null);
        }
    }

    /** The handler gave way to an interrupt. */
    record Interrupted() implements Outcome {}
}
