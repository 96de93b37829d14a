package io.slipway.config.application;

import java.util.List;

import io.slipway.events.config.EnvironmentPolicy;

/**
 * What {@code slipway-config.yaml} says.
 *
 * @param environments in the order in which a revision is promoted
 * @param services that may have documents; empty means any
 */
public record Declaration(List<EnvironmentPolicy> environments, List<String> services) {
    public Declaration {
        environments = List.copyOf(environments);
        services = List.copyOf(services);
    }

    boolean knowsEnvironment(String name) {
        return environments.stream().anyMatch(policy -> policy.name().equals(name));
    }

    boolean knowsService(String name) {
        return services.isEmpty() || services.contains(name);
    }
}
