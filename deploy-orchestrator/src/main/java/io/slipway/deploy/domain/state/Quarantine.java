package io.slipway.deploy.domain.state;

import java.time.Instant;

/**
 * An artifact that an environment takes no more until a person releases it.
 *
 * @param deploymentId the deployment that was taken back
 * @param because why, for a person
 * @param by who took it back; {@code slipway} where nobody had to ask
 */
public record Quarantine(
        String service, String digest, String deploymentId, String version, String because, String by, Instant at) {

    public boolean holds(String otherService, String otherDigest) {
        return service.equals(otherService) && digest.equals(otherDigest);
    }
}
