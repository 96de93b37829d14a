package io.slipway.events.deploy.view;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.Acceptance;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.StepAction;

import tools.jackson.databind.JsonNode;

/**
 * A step of a deployment as it is now.
 *
 * @param message the newest word of the worker, or why the step ended as it did
 * @param deadline when the attempt is given up or, for a pause, over
 * @param acceptance who took it for good, where it had too little data to tell
 */
public record StepView(
        String id,
        DeploymentState phase,
        String title,
        StepAction action,
        StepStatus status,
        int attempt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant deadline,
        @Nullable String worker,
        String message,
        @Nullable Integer percent,
        @Nullable JsonNode output,
        @Nullable Acceptance acceptance) {}
