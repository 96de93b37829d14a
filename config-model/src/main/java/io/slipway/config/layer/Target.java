package io.slipway.config.layer;

import org.jspecify.annotations.Nullable;

/**
 * Who asks for its configuration.
 *
 * @param service null to see what all services of the environment share
 * @param group   null for an instance in no group
 */
public record Target(
        @Nullable String environment,
        @Nullable String service,
        @Nullable String group) {
    public static Target of(String environment, String service) {
        return new Target(environment, service, null);
    }

    public static Target environment(String environment) {
        return new Target(environment, null, null);
    }
}
