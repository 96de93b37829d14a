package io.slipway.events.deploy;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Command;
import io.slipway.events.ForClients;
import io.slipway.events.ForServices;
import io.slipway.events.MessageType;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.InFlight;

/** A request to the deploy-orchestrator. The Kafka key is {@link #application()}. */
@ForClients
public sealed interface DeployCommand extends Command {
    String application();

    /**
     * @param digest {@code sha256:<hex>} of the file the specification came from; the same digest again changes nothing
     */
    @MessageType(
            value = "io.slipway.deploy.application.apply.v1",
            description = "Declare an application and its pipeline, or change them.")
    record Apply(String application, ApplicationSpec spec, String digest) implements DeployCommand {}

    /**
     * @param environment where; null means the first of the pipeline
     * @param version what people call it, for example {@code 2.4.0}
     * @param source what is built, for services with a {@code command} build
     * @param artifacts by service: a file's address or an image reference with digest, for {@code prebuilt} services
     * @param breakGlass why it cannot wait although the environment is closed; null where it can
     * @param annotations what whoever asks wants to find again with the deployment; nobody here acts on it
     */
    @MessageType(
            value = "io.slipway.deploy.deployment.start.v1",
            description = "Deploy a version of an application to an environment.")
    record Start(
            String application,
            @Nullable String environment,
            String version,
            @Nullable SourceRef source,
            Map<String, String> artifacts,
            @Nullable String reason,
            @Nullable Map<String, String> annotations,
            @Nullable String breakGlass)
            implements DeployCommand {
        public Start {
            artifacts = Map.copyOf(artifacts);
            annotations = annotations == null ? null : Map.copyOf(annotations);
        }

        /** Without annotations. */
        public Start(
                String application,
                @Nullable String environment,
                String version,
                @Nullable SourceRef source,
                Map<String, String> artifacts,
                @Nullable String reason) {
            this(application, environment, version, source, artifacts, reason, null, null);
        }

        /** One that keeps out of a closed environment. */
        public Start(
                String application,
                @Nullable String environment,
                String version,
                @Nullable SourceRef source,
                Map<String, String> artifacts,
                @Nullable String reason,
                @Nullable Map<String, String> annotations) {
            this(application, environment, version, source, artifacts, reason, annotations, null);
        }
    }

    /**
     * @param from the environment whose release goes on
     * @param to a later environment; null means the next of the pipeline
     * @param deployment the release of {@code from}; null means the one that serves there
     */
    @MessageType(
            value = "io.slipway.deploy.deployment.promote.v1",
            description = "Deploy what ran in one environment to a later one: the same artifacts, run the same way.")
    record Promote(
            String application,
            String from,
            @Nullable String to,
            @Nullable String deployment,
            @Nullable String reason) implements DeployCommand {}

    /**
     * @param toDeployment the successful deployment whose artifacts run again; null means the one before the present
     * @param force whether quarantined artifacts of it are released, which takes a reason
     * @param annotations what whoever asks wants to find again with the deployment; nobody here acts on it
     * @param keepConfig whether the configuration stays as it is; else it goes back to the revision that was pinned then
     */
    @MessageType(
            value = "io.slipway.deploy.deployment.roll-back.v1",
            description = "Go back to the artifacts of an earlier successful deployment.")
    record RollBack(
            String application,
            String environment,
            @Nullable String toDeployment,
            @Nullable String reason,
            @Nullable Boolean force,
            @Nullable Map<String, String> annotations,
            @Nullable Boolean keepConfig)
            implements DeployCommand {
        public RollBack {
            annotations = annotations == null ? null : Map.copyOf(annotations);
        }

        /** One that takes the configuration back as well. */
        public RollBack(
                String application,
                String environment,
                @Nullable String toDeployment,
                @Nullable String reason,
                @Nullable Boolean force,
                @Nullable Map<String, String> annotations) {
            this(application, environment, toDeployment, reason, force, annotations, null);
        }

        /** Neither forced nor annotated. */
        public RollBack(
                String application, String environment, @Nullable String toDeployment, @Nullable String reason) {
            this(application, environment, toDeployment, reason, null, null, null);
        }
    }

    /**
     * @param digest {@code sha256:<hex>} of the artifact
     * @param reason why it may be deployed again; not blank
     */
    @MessageType(
            value = "io.slipway.deploy.artifact.release.v1",
            description = "Let an artifact that was taken back be deployed to the environment again.")
    record ReleaseQuarantine(String application, String environment, String digest, String reason)
            implements DeployCommand {}

    /** @param status what is said */
    @MessageType(
            value = "io.slipway.deploy.deployment.report-status.v1",
            description = "Say from outside how a deployment is; it is kept and shown, and moves nothing.")
    record ReportStatus(String application, String deploymentId, ReportedStatus status) implements DeployCommand {}

    @MessageType(
            value = "io.slipway.deploy.deployment.cancel.v1",
            description = "Stop a deployment; what it has touched is put back.")
    record Cancel(
            String application,
            String deploymentId,
            @Nullable String reason) implements DeployCommand {}

    @MessageType(
            value = "io.slipway.deploy.deployment.pause.v1",
            description = "Let the running step end and start no further one.")
    record Pause(
            String application,
            String deploymentId,
            @Nullable String reason) implements DeployCommand {}

    @MessageType(value = "io.slipway.deploy.deployment.resume.v1", description = "Go on after a pause.")
    record Resume(String application, String deploymentId) implements DeployCommand {}

    /** @param reason why it is good enough, for the record; never empty */
    @MessageType(
            value = "io.slipway.deploy.deployment.accept.v1",
            description = "Take the step for good that paused because it had too little data to tell, and go on.")
    record Accept(String application, String deploymentId, String reason) implements DeployCommand {}

    /**
     * @param reason why nothing may be deployed; never empty
     * @param inFlight what happens to deployments under way; null means {@link InFlight#PAUSE}
     */
    @MessageType(
            value = "io.slipway.deploy.line.stop.v1",
            description = "Deploy nothing to an environment until somebody says otherwise.")
    record StopLine(
            String application,
            String environment,
            String reason,
            @Nullable InFlight inFlight) implements DeployCommand {}

    /** @param reason why it is safe again; never empty */
    @MessageType(value = "io.slipway.deploy.line.resume.v1", description = "Deploy to a stopped environment again.")
    record ResumeLine(String application, String environment, String reason) implements DeployCommand {}

    /** @param reason why it cannot wait; never empty */
    @MessageType(
            value = "io.slipway.deploy.deployment.break-glass.v1",
            description = "Let a deployment go on although its environment is closed.")
    record BreakGlass(String application, String deploymentId, String reason) implements DeployCommand {}

    @MessageType(value = "io.slipway.deploy.deployment.approve.v1", description = "Agree to a deployment.")
    record Approve(
            String application,
            String deploymentId,
            @Nullable String comment) implements DeployCommand {}

    @MessageType(value = "io.slipway.deploy.deployment.reject.v1", description = "Refuse a deployment.")
    record Reject(
            String application,
            String deploymentId,
            @Nullable String comment) implements DeployCommand {}

    @MessageType(
            value = "io.slipway.deploy.deployment.retry-step.v1",
            description = "Try the step again that failed or hangs; its running attempt is fenced off.")
    record RetryStep(String application, String deploymentId, String step) implements DeployCommand {}

    /**
     * @param revision which revision of the configuration all instances of the environment get now
     * @param rolloutId the rollout that brought it there
     */
    @ForServices
    @MessageType(
            value = "io.slipway.deploy.config.observe.v1",
            description = "Take note of the configuration that is live in an environment.")
    record ObserveConfig(String application, String environment, String revision, String rolloutId)
            implements DeployCommand {}

    /** @param standing what the policy achieves now; null where there is no such policy any more */
    @ForServices
    @MessageType(
            value = "io.slipway.deploy.backup.observe.v1",
            description = "Take note of how an environment is backed up.")
    record ObserveBackup(
            String application,
            String environment,
            String policy,
            @Nullable BackupStanding standing) implements DeployCommand {}

    /**
     * @param attempt of the step that asked the config-service
     * @param refused why it did not; null where it did
     */
    @ForServices
    @MessageType(
            value = "io.slipway.deploy.config.conclude-restore.v1",
            description = "Take note of what the config-service answered to a deployment that wants a revision back.")
    record ConcludeRestore(
            String application,
            String deploymentId,
            String step,
            int attempt,
            @Nullable String refused) implements DeployCommand {}
}
