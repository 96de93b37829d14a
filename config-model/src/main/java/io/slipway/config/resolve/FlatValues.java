package io.slipway.config.resolve;

import java.util.Collections;
import java.util.SequencedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.slipway.config.document.ConfigScalar;
import io.slipway.config.layer.EffectiveConfig;

import tools.jackson.databind.JsonNode;

/** An effective configuration as readers get it. */
public final class FlatValues {
    private FlatValues() {}

    /**
     * Values by key as Spring writes it, sorted, with references to other keys put in. What is secret, or has a secret in
     * it, stands there as it was written: encrypted, or as a reference.
     *
     * @param environment which the configuration is for; null for none
     */
    public static SequencedMap<String, JsonNode> of(EffectiveConfig config, @Nullable String environment) {
        ResolvedConfig resolved = ResolvedConfig.of(config, environment, NamedSecrets.unchecked());
        TreeMap<String, JsonNode> values = new TreeMap<>();
        config.values().forEach((key, value) -> {
            @Nullable
            ConfigScalar scalar =
                    resolved.secrets().contains(key) ? null : resolved.values().get(key);
            values.put(key.toString(), (scalar == null ? value.value() : scalar).json());
        });
        return Collections.unmodifiableSequencedMap(values);
    }
}
