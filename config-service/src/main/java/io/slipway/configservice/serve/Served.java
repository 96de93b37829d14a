package io.slipway.configservice.serve;

import java.util.Collections;
import java.util.SequencedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.KeyPath;
import io.slipway.config.layer.EffectiveConfig;
import io.slipway.config.resolve.NamedSecrets;
import io.slipway.config.resolve.ResolvedConfig;

import tools.jackson.databind.JsonNode;

/**
 * What a target gets of a revision.
 *
 * @param config with the origin of each value
 * @param values by key as Spring writes it, sorted, with references to other keys put in. What is secret, or has a secret
 *     in it, stands there as it was written: encrypted, or as a reference
 */
public record Served(String revision, EffectiveConfig config, SequencedMap<String, JsonNode> values) {

    static Served of(String revision, @Nullable String environment, EffectiveConfig config) {
        ResolvedConfig resolved = ResolvedConfig.of(config, environment, NamedSecrets.unchecked());
        TreeMap<String, JsonNode> values = new TreeMap<>();
        config.values()
                .forEach((key, value) -> values.put(
                        key.toString(),
                        resolved.secrets().contains(key)
                                ? value.value().json()
                                : shown(resolved, key, value.value().json())));
        return new Served(revision, config, Collections.unmodifiableSequencedMap(values));
    }

    private static JsonNode shown(ResolvedConfig resolved, KeyPath key, JsonNode written) {
        @Nullable ConfigScalar scalar = resolved.values().get(key);
        return scalar == null ? written : scalar.json();
    }
}
