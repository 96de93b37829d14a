package io.slipway.config.resolve;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.layer.EffectiveConfig;

/**
 * An effective configuration with its references put in.
 *
 * @param values every single value by its key; where a secret goes into it, the mask stands for it
 * @param secrets the keys whose value is encrypted, or has a secret in it
 * @param faults references that lead nowhere or in circles
 */
public record ResolvedConfig(SequencedMap<KeyPath, ConfigScalar> values, Set<KeyPath> secrets, List<Fault> faults) {
    public ResolvedConfig {
        values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
        secrets = Set.copyOf(secrets);
        faults = List.copyOf(faults);
    }

    /** @param environment which the configuration is for; null for none */
    public static ResolvedConfig of(EffectiveConfig config, @Nullable String environment, NamedSecrets secrets) {
        return of(config, environment, secrets, Map.of());
    }

    /**
     * The same for whoever may see secrets.
     *
     * @param opened encrypted values in the clear, by key; they are values like all others then, and are put in where other
     *     keys refer to them. A reference that stands in one is text. What is not among them stays masked
     */
    public static ResolvedConfig of(
            EffectiveConfig config, @Nullable String environment, NamedSecrets secrets, Map<KeyPath, String> opened) {
        Map<KeyPath, ConfigScalar> scalars = new LinkedHashMap<>();
        config.values().forEach((key, value) -> {
            if (value.value() instanceof ConfigScalar scalar) {
                scalars.put(key, scalar);
            }
        });
        return new Resolution(scalars, name -> secrets.exists(environment, name), opened).run();
    }
}
