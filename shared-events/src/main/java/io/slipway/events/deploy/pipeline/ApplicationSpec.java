package io.slipway.events.deploy.pipeline;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An application: what it is made of and how it is delivered.
 *
 * @param name lower-case DNS label; the aggregate key of everything about the application
 * @param environments in the order in which a version passes through them
 * @param triggers which CDEvents from outside start a deployment; of applications older than this field, none
 * @param repository {@code owner/name} of its source repository, where one is declared
 */
public record ApplicationSpec(
        String name,
        List<ServiceSpec> services,
        List<EnvironmentSpec> environments,
        List<NotificationRule> notifications,
        @Nullable List<TriggerSpec> triggers,
        @Nullable String repository) {

    public ApplicationSpec {
        services = List.copyOf(services);
        environments = List.copyOf(environments);
        notifications = List.copyOf(notifications);
        triggers = triggers == null ? List.of() : List.copyOf(triggers);
    }

    /** An application that only commands deploy, of no declared repository. */
    public ApplicationSpec(
            String name,
            List<ServiceSpec> services,
            List<EnvironmentSpec> environments,
            List<NotificationRule> notifications) {
        this(name, services, environments, notifications, List.of(), null);
    }

    /** Never null, whatever the component says. */
    @Override
    public List<TriggerSpec> triggers() {
        return triggers == null ? List.of() : triggers;
    }
}
