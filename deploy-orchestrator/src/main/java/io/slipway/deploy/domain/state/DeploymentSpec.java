package io.slipway.deploy.domain.state;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.SourceRef;
import io.slipway.events.deploy.pipeline.BuildSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.RunSpec;

/**
 * What was asked for of a deployment.
 *
 * @param settings of the environment, as they were when it was asked for
 * @param builds by service: where its artifact comes from
 * @param runs by service: how it runs
 * @param ports by service: where it is reached
 * @param handedOver by service: what CI handed over
 * @param annotations what whoever asked wants to find again
 */
public record DeploymentSpec(
        String application,
        String id,
        int number,
        String version,
        EnvironmentSpec settings,
        Map<String, BuildSpec> builds,
        Map<String, RunSpec> runs,
        Map<String, Integer> ports,
        int pipelineRevision,
        String requestedBy,
        Instant requestedAt,
        @Nullable String reason,
        String correlationId,
        String chainId,
        @Nullable String rollbackOf,
        @Nullable String rollbackTo,
        @Nullable String promotedFrom,
        @Nullable SourceRef source,
        Map<String, String> handedOver,
        @Nullable Map<String, String> annotations) {
    public DeploymentSpec {
        builds = Map.copyOf(builds);
        runs = Map.copyOf(runs);
        ports = Map.copyOf(ports);
        handedOver = Map.copyOf(handedOver);
    }
}
