package io.slipway.events.cdevents;

import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Subjects the specification has not yet, as custom events ({@code custom/README.md}): approvals, and deployments of one
 * version into one environment. The pipeline run is the deployment's.
 */
public sealed interface SlipwayContent extends CDEventContent {

    /** @param state in which the deployment ended, as {@code docs/reference/deployment-states.md} names it */
    @CDEventType("dev.cdeventsx.slipway-deployment.finished.0.1.0")
    record DeploymentFinished(
            Reference environment,
            String version,
            Outcome outcome,
            String state,
            @Nullable String reason) implements SlipwayContent {
        public DeploymentFinished {
            Objects.requireNonNull(environment, "environment is missing");
        }
    }

    /** It was asked for. */
    @CDEventType("dev.cdeventsx.slipway-deployment.queued.0.1.0")
    record DeploymentQueued(
            Reference environment,
            String version,
            String requestedBy,
            @Nullable String reason) implements SlipwayContent {
        public DeploymentQueued {
            Objects.requireNonNull(environment, "environment is missing");
        }
    }

    /** It holds its environment. */
    @CDEventType("dev.cdeventsx.slipway-deployment.started.0.1.0")
    record DeploymentStarted(Reference environment, String version) implements SlipwayContent {
        public DeploymentStarted {
            Objects.requireNonNull(environment, "environment is missing");
        }
    }

    /** Somebody has to agree. */
    @CDEventType("dev.cdeventsx.slipway-approval.requested.0.1.0")
    record ApprovalRequested(
            Reference environment,
            Reference pipelineRun,
            @Nullable Instant expiresAt) implements SlipwayContent {
        public ApprovalRequested {
            Objects.requireNonNull(pipelineRun, "pipelineRun is missing");
        }
    }

    @CDEventType("dev.cdeventsx.slipway-approval.given.0.1.0")
    record ApprovalGiven(
            Reference environment,
            Reference pipelineRun,
            String approver,
            @Nullable String comment) implements SlipwayContent {
        public ApprovalGiven {
            Objects.requireNonNull(pipelineRun, "pipelineRun is missing");
        }
    }

    /** Somebody refused, or nobody answered in time. */
    @CDEventType("dev.cdeventsx.slipway-approval.refused.0.1.0")
    record ApprovalRefused(
            Reference environment,
            Reference pipelineRun,
            @Nullable String reason) implements SlipwayContent {
        public ApprovalRefused {
            Objects.requireNonNull(pipelineRun, "pipelineRun is missing");
        }
    }
}
