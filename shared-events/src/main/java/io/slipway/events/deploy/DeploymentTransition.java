package io.slipway.events.deploy;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.MessageType;

/** A deployment reached another state. Each transition happens at most once in a deployment's life. */
public sealed interface DeploymentTransition extends DeploymentEvent {
    String version();

    /** The state it left. */
    DeploymentState from();

    /** The state it reached. */
    DeploymentState to();

    /** Why, for a person; null where the plan simply went on. */
    default @Nullable String reason() {
        return null;
    }

    /** Who brought it about, where a person did. */
    default @Nullable String by() {
        return null;
    }

    @MessageType(
            value = "io.slipway.deploy.deployment.queued.v1",
            description = "The deployment waits for those before it in the same environment.")
    record Queued(String application, String environment, String deploymentId, String version, DeploymentState from)
            implements DeploymentTransition {
        @Override
        public DeploymentState to() {
            return DeploymentState.QUEUED;
        }
    }

    @MessageType(value = "io.slipway.deploy.deployment.gates-started.v1", description = "The gates are evaluated.")
    record GatesStarted(
            String application, String environment, String deploymentId, String version, DeploymentState from)
            implements DeploymentTransition {
        @Override
        public DeploymentState to() {
            return DeploymentState.GATES;
        }
    }

    @MessageType(value = "io.slipway.deploy.deployment.build-started.v1", description = "The artifacts are built.")
    record BuildStarted(
            String application, String environment, String deploymentId, String version, DeploymentState from)
            implements DeploymentTransition {
        @Override
        public DeploymentState to() {
            return DeploymentState.BUILDING;
        }
    }

    @MessageType(value = "io.slipway.deploy.deployment.approval-requested.v1", description = "A person has to agree.")
    record ApprovalRequested(
            String application, String environment, String deploymentId, String version, DeploymentState from)
            implements DeploymentTransition {
        @Override
        public DeploymentState to() {
            return DeploymentState.AWAITING_APPROVAL;
        }
    }

    @MessageType(
            value = "io.slipway.deploy.deployment.rollout-started.v1",
            description = "The new release starts and gets traffic.")
    record RolloutStarted(
            String application, String environment, String deploymentId, String version, DeploymentState from)
            implements DeploymentTransition {
        @Override
        public DeploymentState to() {
            return DeploymentState.ROLLING_OUT;
        }
    }

    @MessageType(
            value = "io.slipway.deploy.deployment.verification-started.v1",
            description = "The new release is checked.")
    record VerificationStarted(
            String application, String environment, String deploymentId, String version, DeploymentState from)
            implements DeploymentTransition {
        @Override
        public DeploymentState to() {
            return DeploymentState.VERIFYING;
        }
    }

    @MessageType(
            value = "io.slipway.deploy.deployment.promotion-started.v1",
            description = "The new release becomes the release of the environment.")
    record PromotionStarted(
            String application, String environment, String deploymentId, String version, DeploymentState from)
            implements DeploymentTransition {
        @Override
        public DeploymentState to() {
            return DeploymentState.PROMOTING;
        }
    }

    @MessageType(value = "io.slipway.deploy.deployment.succeeded.v1", description = "The new release serves.")
    record Succeeded(String application, String environment, String deploymentId, String version, DeploymentState from)
            implements DeploymentTransition {
        @Override
        public DeploymentState to() {
            return DeploymentState.SUCCEEDED;
        }
    }

    /**
     * @param plan the steps that take the release back
     * @param outcome the terminal state that follows when they are done: rolled back, cancelled, superseded or failed
     * @param supersededBy the newer deployment, where it gives way to one
     * @param by who wanted it, where a person did
     */
    @MessageType(
            value = "io.slipway.deploy.deployment.rollback-started.v1",
            description = "Traffic goes back to the previous release.")
    record RollbackStarted(
            String application,
            String environment,
            String deploymentId,
            String version,
            DeploymentState from,
            String reason,
            List<PlannedStep> plan,
            DeploymentState outcome,
            @Nullable String supersededBy,
            @Nullable String by)
            implements DeploymentTransition {
        @Override
        public DeploymentState to() {
            return DeploymentState.ROLLING_BACK;
        }
    }

    @MessageType(
            value = "io.slipway.deploy.deployment.rolled-back.v1",
            description = "The release before serves again.")
    record RolledBack(
            String application,
            String environment,
            String deploymentId,
            String version,
            DeploymentState from,
            String reason)
            implements DeploymentTransition {
        @Override
        public DeploymentState to() {
            return DeploymentState.ROLLED_BACK;
        }
    }

    @MessageType(value = "io.slipway.deploy.deployment.failed.v1", description = "The deployment failed.")
    record Failed(
            String application,
            String environment,
            String deploymentId,
            String version,
            DeploymentState from,
            String reason)
            implements DeploymentTransition {
        @Override
        public DeploymentState to() {
            return DeploymentState.FAILED;
        }
    }

    /** @param by who did, where a person did */
    @MessageType(
            value = "io.slipway.deploy.deployment.cancelled.v1",
            description = "Somebody cancelled the deployment.")
    record Cancelled(
            String application,
            String environment,
            String deploymentId,
            String version,
            DeploymentState from,
            String reason,
            @Nullable String by)
            implements DeploymentTransition {
        @Override
        public DeploymentState to() {
            return DeploymentState.CANCELLED;
        }
    }

    /** @param by who did, where a person did */
    @MessageType(
            value = "io.slipway.deploy.deployment.rejected.v1",
            description = "A gate or a person refused the deployment.")
    record Rejected(
            String application,
            String environment,
            String deploymentId,
            String version,
            DeploymentState from,
            String reason,
            @Nullable String by)
            implements DeploymentTransition {
        @Override
        public DeploymentState to() {
            return DeploymentState.REJECTED;
        }
    }

    /** @param supersededBy the newer deployment */
    @MessageType(
            value = "io.slipway.deploy.deployment.superseded.v1",
            description = "A newer deployment took the place of the deployment.")
    record Superseded(
            String application,
            String environment,
            String deploymentId,
            String version,
            DeploymentState from,
            String reason,
            String supersededBy)
            implements DeploymentTransition {
        @Override
        public DeploymentState to() {
            return DeploymentState.SUPERSEDED;
        }
    }
}
