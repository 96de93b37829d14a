package io.slipway.events.deploy;

import org.jspecify.annotations.Nullable;

import io.slipway.events.MessageType;

/**
 * Artifacts that an environment takes no more, because a release with them was taken back there. The CloudEvents subject
 * is the application's name.
 */
public sealed interface QuarantineEvent extends DeployEvent {
    String environment();

    String service();

    /** {@code sha256:<hex>} of the artifact. */
    String digest();

    /** Who did it; {@code slipway} where nobody had to ask. */
    String by();

    /**
     * @param deploymentId the deployment that was taken back
     * @param takenBackBy the rollback that did it; null where the deployment went back by itself
     * @param because why, for a person
     */
    @MessageType(
            value = "io.slipway.deploy.artifact.quarantined.v1",
            description = "An environment takes the artifact no more until somebody releases it.")
    record ArtifactQuarantined(
            String application,
            String environment,
            String service,
            String digest,
            String deploymentId,
            @Nullable String takenBackBy,
            String version,
            String because,
            String by)
            implements QuarantineEvent {}

    /** @param reason why it may be deployed again */
    @MessageType(
            value = "io.slipway.deploy.artifact.released.v1",
            description = "The artifact may be deployed to the environment again.")
    record ArtifactReleased(
            String application, String environment, String service, String digest, String reason, String by)
            implements QuarantineEvent {}
}
