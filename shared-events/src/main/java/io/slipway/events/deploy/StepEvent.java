package io.slipway.events.deploy;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.events.MessageType;

import tools.jackson.databind.JsonNode;

/** What happened to a step of a deployment. */
public sealed interface StepEvent extends DeploymentEvent {
    /** Id of the step, see {@link PlannedStep#id()}. */
    String step();

    /**
     * @param attempt from 1; the fencing token of the task behind the step
     * @param deadline when the attempt is given up or, for a pause, over; null where nothing is waited for
     */
    @MessageType(value = "io.slipway.deploy.step.started.v1", description = "A step, or another attempt at it, began.")
    record Started(
            String application,
            String environment,
            String deploymentId,
            String step,
            int attempt,
            @Nullable Instant deadline)
            implements StepEvent {}

    @MessageType(value = "io.slipway.deploy.step.claimed.v1", description = "A worker took the step's task.")
    record Claimed(
            String application,
            String environment,
            String deploymentId,
            String step,
            int attempt,
            String worker,
            Instant leaseUntil)
            implements StepEvent {}

    @MessageType(value = "io.slipway.deploy.step.lease-renewed.v1", description = "The worker is still at it.")
    record LeaseRenewed(
            String application, String environment, String deploymentId, String step, int attempt, Instant leaseUntil)
            implements StepEvent {}

    @MessageType(
            value = "io.slipway.deploy.step.lease-lost.v1",
            description = "The worker fell silent or gave the task back; another attempt follows.")
    record LeaseLost(
            String application, String environment, String deploymentId, String step, int attempt, String reason)
            implements StepEvent {}

    @MessageType(value = "io.slipway.deploy.step.progressed.v1", description = "The worker says how far it is.")
    record Progressed(
            String application,
            String environment,
            String deploymentId,
            String step,
            int attempt,
            String message,
            @Nullable Integer percent)
            implements StepEvent {}

    /** @param output what the step made, in the words of its task type */
    @MessageType(value = "io.slipway.deploy.step.succeeded.v1", description = "The step is done.")
    record Succeeded(
            String application,
            String environment,
            String deploymentId,
            String step,
            int attempt,
            String message,
            @Nullable JsonNode output)
            implements StepEvent {}

    /**
     * @param retryAt when the next attempt begins; null when there is none
     * @param output what the attempt found all the same, in the words of its task type
     */
    @MessageType(value = "io.slipway.deploy.step.failed.v1", description = "An attempt at the step failed.")
    record Failed(
            String application,
            String environment,
            String deploymentId,
            String step,
            int attempt,
            String reason,
            @Nullable Instant retryAt,
            @Nullable JsonNode output)
            implements StepEvent {}

    /** A {@link Succeeded} follows. */
    @MessageType(
            value = "io.slipway.deploy.step.accepted.v1",
            description = "Somebody took a step for good that had too little data to tell, and said why.")
    record Accepted(
            String application,
            String environment,
            String deploymentId,
            String step,
            int attempt,
            String by,
            String reason)
            implements StepEvent {}

    @MessageType(value = "io.slipway.deploy.step.skipped.v1", description = "The step is not needed any more.")
    record Skipped(String application, String environment, String deploymentId, String step, String reason)
            implements StepEvent {}
}
