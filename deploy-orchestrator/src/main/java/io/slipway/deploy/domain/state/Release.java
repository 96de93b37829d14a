package io.slipway.deploy.domain.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.SourceRef;
import io.slipway.events.deploy.pipeline.RunSpec;

/**
 * A successful deployment and what ran then, so that it can run again.
 *
 * @param artifacts by service
 * @param runs by service: how it ran
 * @param ports by service: where it was reached, also for services that have left the pipeline since
 * @param rollbackTo the release it brought back, where it was a rollback
 * @param order services in the order in which they came, each after those it depended on; empty where it is not known
 * @param source what it was built from, where it was built
 * @param commit it was built from, in full; null where it is not known
 * @param configRevision the revision of the configuration it was pinned to; null where there was none
 */
public record Release(
        String deploymentId,
        String version,
        Instant at,
        Map<String, Artifact> artifacts,
        Map<String, RunSpec> runs,
        Map<String, Integer> ports,
        @Nullable String rollbackTo,
        List<String> order,
        @Nullable SourceRef source,
        @Nullable String commit,
        @Nullable String configRevision) {
    public Release {
        artifacts = Map.copyOf(artifacts);
        runs = Map.copyOf(runs);
        ports = Map.copyOf(ports);
        // A release from before the order was kept has none.
        order = order == null ? List.of() : List.copyOf(order);
    }

    /** Whether the same artifacts run in the same way, and nothing is known of another configuration. */
    public boolean runsTheSameAs(Release other) {
        return artifacts.equals(other.artifacts) && runs.equals(other.runs) && !isConfiguredUnlike(other);
    }

    private boolean isConfiguredUnlike(Release other) {
        return configRevision != null && other.configRevision != null && !configRevision.equals(other.configRevision);
    }

    public boolean has(String service) {
        return artifacts.containsKey(service);
    }
}
