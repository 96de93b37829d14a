package io.slipway.configservice.fleet;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What an instance said last.
 *
 * @param revision it runs with; null when it has none
 * @param hash of its values; null when it did not say
 * @param differs whether that is not what it should run with
 */
public record Heard(
        String instance,
        @Nullable String service,
        @Nullable String group,
        @Nullable String revision,
        @Nullable String hash,
        boolean differs,
        Instant at) {}
