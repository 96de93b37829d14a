package io.slipway.config.application;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.config.EnvironmentPolicy;

/**
 * What {@code slipway-config.yaml} says.
 *
 * @param environments in the order in which a revision is promoted
 * @param services that may have documents; empty means any
 * @param flags the key under which feature flags stand; null when there are none
 * @param templates that are rendered for each environment
 */
public record Declaration(
        List<EnvironmentPolicy> environments,
        List<String> services,
        @Nullable String flags,
        List<TemplateUse> templates) {
    public Declaration {
        environments = List.copyOf(environments);
        services = List.copyOf(services);
        templates = List.copyOf(templates);
    }

    boolean knowsEnvironment(String name) {
        return environments.stream().anyMatch(policy -> policy.name().equals(name));
    }

    boolean knowsService(String name) {
        return services.isEmpty() || services.contains(name);
    }
}
