package io.slipway.events.deploy.view;

import java.time.Instant;

/**
 * An artifact that an environment takes no more.
 *
 * @param digest {@code sha256:<hex>} of the artifact
 * @param deploymentId the deployment that was taken back
 * @param because why, for a person
 * @param by who took it back; {@code slipway} where nobody had to ask
 */
public record QuarantineView(
        String service, String digest, String deploymentId, String version, String because, String by, Instant at) {}
