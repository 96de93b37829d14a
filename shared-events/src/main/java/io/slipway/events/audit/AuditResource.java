package io.slipway.events.audit;

import org.jspecify.annotations.Nullable;

/**
 * What something was done to, as far as it applies.
 *
 * @param key the key of a value in the configuration
 * @param revision the revision of the configuration, or the commit of an artifact
 * @param id of a rollout, a deployment, a key
 */
public record AuditResource(
        String application,
        @Nullable String environment,
        @Nullable String key,
        @Nullable String revision,
        @Nullable String id) {}
