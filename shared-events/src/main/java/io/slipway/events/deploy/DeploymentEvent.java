package io.slipway.events.deploy;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.events.MessageType;

/** What happened to a deployment. The CloudEvents subject is its id. */
public sealed interface DeploymentEvent extends DeployEvent
        permits DeploymentEvent.Requested,
                DeploymentEvent.ArtifactBuilt,
                DeploymentEvent.GateEvaluated,
                DeploymentEvent.ApprovalGiven,
                DeploymentEvent.TrafficShifted,
                DeploymentEvent.Paused,
                DeploymentEvent.Resumed,
                DeploymentEvent.GlassBroken,
                DeploymentEvent.ConfigPinned,
                DeploymentEvent.ConfigKept,
                DeploymentEvent.StatusReported,
                DeploymentTransition,
                StepEvent {
    /** {@code <application>-<environment>-<number>}. */
    String deploymentId();

    String environment();

    /**
     * @param number from 1, counted per application and environment
     * @param pipelineRevision revision of the application's specification the plan was made from
     * @param chainId UUID shared by all CDEvents that follow from one request
     * @param rollbackOf deployment it takes back, where it is a rollback
     * @param rollbackTo deployment whose artifacts run again, where it is a rollback
     * @param promotedFrom deployment in the environment before, where it is a promotion
     * @param artifacts by service, where they are known already
     * @param handedOver by service: what CI handed over and the build step takes in
     * @param annotations what whoever asked wants to find again; nobody here acts on it
     */
    @MessageType(
            value = "io.slipway.deploy.deployment.requested.v1",
            description = "A deployment was asked for; its plan is fixed.")
    record Requested(
            String application,
            String environment,
            String deploymentId,
            int number,
            String version,
            int pipelineRevision,
            List<PlannedStep> plan,
            String requestedBy,
            @Nullable String reason,
            String correlationId,
            String chainId,
            @Nullable String rollbackOf,
            @Nullable String rollbackTo,
            @Nullable String promotedFrom,
            @Nullable SourceRef source,
            Map<String, Artifact> artifacts,
            Map<String, String> handedOver,
            @Nullable Map<String, String> annotations)
            implements DeploymentEvent {
        public Requested {
            annotations = annotations == null ? null : Map.copyOf(annotations);
            plan = List.copyOf(plan);
            artifacts = Map.copyOf(artifacts);
            handedOver = Map.copyOf(handedOver);
        }
    }

    @MessageType(
            value = "io.slipway.deploy.deployment.artifact-built.v1",
            description = "The artifact of a service was built or taken over.")
    record ArtifactBuilt(String application, String environment, String deploymentId, String service, Artifact artifact)
            implements DeploymentEvent {}

    @MessageType(
            value = "io.slipway.deploy.deployment.gate-evaluated.v1",
            description = "A gate held, or did not, and why.")
    record GateEvaluated(
            String application, String environment, String deploymentId, String gate, boolean passed, String detail)
            implements DeploymentEvent {}

    @MessageType(
            value = "io.slipway.deploy.deployment.approval-given.v1",
            description = "Somebody agreed to a deployment.")
    record ApprovalGiven(
            String application,
            String environment,
            String deploymentId,
            String approver,
            @Nullable String comment) implements DeploymentEvent {}

    /** @param weights percent of the traffic by deployment id */
    @MessageType(
            value = "io.slipway.deploy.deployment.traffic-shifted.v1",
            description = "A service's traffic is split in a new way.")
    record TrafficShifted(
            String application, String environment, String deploymentId, String service, Map<String, Integer> weights)
            implements DeploymentEvent {
        public TrafficShifted {
            weights = Map.copyOf(weights);
        }
    }

    /**
     * @param heldBy what closes the environment, where the pause ends by itself when it is open again; null where
     *     somebody has to resume
     * @param until when the window closes, where it is known
     */
    @MessageType(
            value = "io.slipway.deploy.deployment.paused.v1",
            description = "No further step starts until somebody resumes, or the environment is open again.")
    record Paused(
            String application,
            String environment,
            String deploymentId,
            String by,
            String reason,
            @Nullable ClosedBy heldBy,
            @Nullable Instant until)
            implements DeploymentEvent {
        /** Until somebody resumes. */
        public Paused(String application, String environment, String deploymentId, String by, String reason) {
            this(application, environment, deploymentId, by, reason, null, null);
        }
    }

    /** @param reason why it could not wait */
    @MessageType(
            value = "io.slipway.deploy.deployment.glass-broken.v1",
            description = "Somebody lets the deployment go on although its environment is closed.")
    record GlassBroken(String application, String environment, String deploymentId, String by, String reason)
            implements DeploymentEvent {}

    /** @param configRevision the revision of the configuration it runs with */
    @MessageType(
            value = "io.slipway.deploy.deployment.config-pinned.v1",
            description = "The deployment rolls out with this revision of the configuration.")
    record ConfigPinned(String application, String environment, String deploymentId, String configRevision)
            implements DeploymentEvent {}

    /**
     * @param wanted the revision it wanted back
     * @param reason why it did not get it
     */
    @MessageType(
            value = "io.slipway.deploy.deployment.config-kept.v1",
            description = "The deployment goes back without its configuration, which stays as it is.")
    record ConfigKept(String application, String environment, String deploymentId, String wanted, String reason)
            implements DeploymentEvent {}

    @MessageType(value = "io.slipway.deploy.deployment.resumed.v1", description = "The deployment goes on.")
    record Resumed(String application, String environment, String deploymentId, String by) implements DeploymentEvent {}

    /** @param statusId {@code <deployment>/<command>} */
    @MessageType(
            value = "io.slipway.deploy.deployment.status-reported.v1",
            description = "Somebody outside said how the deployment is; it moves nothing.")
    record StatusReported(
            String application,
            String environment,
            String deploymentId,
            String statusId,
            ReportedStatus status,
            String by)
            implements DeploymentEvent {}
}
