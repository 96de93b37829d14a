package io.slipway.deploy.domain.state;

import java.time.Instant;
import java.util.Map;

import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.pipeline.RunSpec;

/**
 * A successful deployment and what ran then, so that it can run again.
 *
 * @param artifacts by service
 * @param runs by service: how it ran
 */
public record Release(
        String deploymentId, String version, Instant at, Map<String, Artifact> artifacts, Map<String, RunSpec> runs) {
    public Release {
        artifacts = Map.copyOf(artifacts);
        runs = Map.copyOf(runs);
    }
}
