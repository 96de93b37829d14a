package io.slipway.config.policy;

import java.time.Instant;
import java.util.Map;

import io.slipway.config.document.KeyPath;
import io.slipway.config.layer.EffectiveConfig;

/**
 * What is in force for a target, and how it came to be.
 *
 * @param application whose configuration it is
 * @param target the environment, with its service if there is one, such as {@code production/web}
 * @param environment the environment alone
 * @param change how the revision came into force
 * @param config what the target gets
 * @param secretsChangedAt since when each secret has the value it has
 * @param schemaName the schema it was checked with; empty when there was none
 */
public record PolicySubject(
        String application,
        String target,
        String environment,
        Change change,
        EffectiveConfig config,
        Map<KeyPath, Instant> secretsChangedAt,
        String schemaName) {
    public PolicySubject {
        secretsChangedAt = Map.copyOf(secretsChangedAt);
    }
}
