package io.slipway.config.application;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

import org.jspecify.annotations.Nullable;

import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.Position;

/**
 * A template and what each environment tells it.
 *
 * @param key of this entry within the declaration, for faults
 * @param file the template's path
 * @param service whom it is for; null for everybody in the environment
 * @param values by environment; one that is not named tells nothing
 * @param at where the entry stands
 */
public record TemplateUse(
        String key, String file, @Nullable String service, SequencedMap<String, ConfigObject> values, Position at) {
    public TemplateUse {
        values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    }

    /** What an environment tells it; a place to blame when that is nothing. */
    ConfigObject valuesIn(String environment) {
        return values.getOrDefault(environment, new ConfigObject(new LinkedHashMap<>(), at));
    }
}
