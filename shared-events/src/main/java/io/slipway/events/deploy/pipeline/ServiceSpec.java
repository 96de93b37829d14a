package io.slipway.events.deploy.pipeline;

import java.util.List;

/**
 * One deployable part of an application.
 *
 * @param dependsOn names of services that are rolled out before this one
 */
public record ServiceSpec(String name, BuildSpec build, RunSpec run, List<String> dependsOn) {
    public ServiceSpec {
        dependsOn = List.copyOf(dependsOn);
    }
}
