package io.slipway.configservice.secrets;

import java.util.Map;
import java.util.SequencedMap;

import tools.jackson.databind.JsonNode;

/**
 * What a target gets, with its secrets in the clear.
 *
 * @param values by key as Spring writes it, sorted; without those that could not be opened
 * @param unreadable why the others could not, by key
 */
public record Revealed(SequencedMap<String, JsonNode> values, Map<String, String> unreadable) {
    /** It holds secrets. */
    @Override
    public String toString() {
        return "Revealed[" + values.size() + " values, unreadable=" + unreadable.keySet() + "]";
    }
}
