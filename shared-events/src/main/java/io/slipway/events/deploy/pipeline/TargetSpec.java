package io.slipway.events.deploy.pipeline;

import java.util.Map;

/**
 * Where an environment runs.
 *
 * @param driver the rollout driver, for example {@code process}
 * @param ports public port of each service, by service name
 */
public record TargetSpec(String driver, Map<String, Integer> ports) {
    public TargetSpec {
        ports = Map.copyOf(ports);
    }
}
