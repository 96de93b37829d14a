package io.slipway.config.reference;

import java.util.SortedSet;

/**
 * What there is to say about a key.
 *
 * @param key its path; {@code [*]} stands for every element of a list
 * @param type in words
 * @param required whether what holds it needs it
 * @param defaultValue as JSON; empty for none, and always for a secret
 * @param limits what narrows the type, in words
 * @param secret whether its value has to be encrypted
 * @param setIn the environments that set it; {@code all} for a layer of no environment
 * @param description the schema's own
 */
record KeyEntry(
        String key,
        String type,
        boolean required,
        String defaultValue,
        String limits,
        boolean secret,
        SortedSet<String> setIn,
        String description) {}
