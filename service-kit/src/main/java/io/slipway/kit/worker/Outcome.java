package io.slipway.kit.worker;

import io.slipway.events.task.TaskReport;

import tools.jackson.databind.JsonNode;

/** What a handler's run led to, before anybody is told. */
sealed interface Outcome {
    /** The work is done. */
    record Done(JsonNode output) implements Outcome {}

    /** As in {@link TaskReport.Failed}. */
    record Failed(String reason, boolean retryable) implements Outcome {}

    /** The handler gave way to an interrupt. */
    record Interrupted() implements Outcome {}
}
