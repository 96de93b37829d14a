package io.slipway.events.deploy.pipeline;

import java.util.List;

/**
 * An application: what it is made of and how it is delivered.
 *
 * @param name lower-case DNS label; the aggregate key of everything about the application
 * @param environments in the order in which a version passes through them
 */
public record ApplicationSpec(
        String name,
        List<ServiceSpec> services,
        List<EnvironmentSpec> environments,
        List<NotificationRule> notifications) {

    public ApplicationSpec {
        services = List.copyOf(services);
        environments = List.copyOf(environments);
        notifications = List.copyOf(notifications);
    }
}
