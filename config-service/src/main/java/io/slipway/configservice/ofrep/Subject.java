package io.slipway.configservice.ofrep;

import org.jspecify.annotations.Nullable;

import io.slipway.configservice.serve.Instance;

/**
 * Whose flags are asked for.
 *
 * @param application of ours
 */
record Subject(String application, String environment, Instance instance) {

    /** @param name {@code shop}, or {@code shop.web} for a service of it */
    static Subject of(String name, String environment, @Nullable String group, @Nullable String instance) {
        int dot = name.indexOf('.');
        return new Subject(
                dot < 0 ? name : name.substring(0, dot),
                environment,
                new Instance(dot < 0 ? null : name.substring(dot + 1), group, instance));
    }
}
