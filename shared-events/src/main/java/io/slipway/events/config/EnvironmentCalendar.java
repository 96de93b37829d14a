package io.slipway.events.config;

import java.util.List;

import io.slipway.events.deploy.pipeline.FreezeWindow;

/**
 * When an environment takes no rollouts, as the application's pipeline declares it for deployments.
 *
 * @param breakGlass roles whose members may roll out all the same
 */
public record EnvironmentCalendar(String environment, List<FreezeWindow> freeze, List<String> breakGlass) {
    public EnvironmentCalendar {
        freeze = List.copyOf(freeze);
        breakGlass = List.copyOf(breakGlass);
    }
}
