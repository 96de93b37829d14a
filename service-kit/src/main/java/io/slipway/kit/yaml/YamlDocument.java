package io.slipway.kit.yaml;

import java.util.List;
import java.util.Map;

import io.slipway.events.Violation;

import tools.jackson.databind.JsonNode;

/**
 * A YAML document as a JSON tree that still knows its places.
 *
 * @param values where each value begins, by its path
 * @param keys where the key of each value is, by the value's path
 * @param faults what the tree cannot show, such as a key that is there twice
 */
public record YamlDocument(
        JsonNode root, Map<String, Position> values, Map<String, Position> keys, List<Violation> faults) {
    /** A fault of the value at a path, or of the nearest one around it. */
    public Violation fault(String path, String message) {
        String at = path;
        while (!values.containsKey(at) && !at.isEmpty()) {
            at = parent(at);
        }
        return violation(path, values.getOrDefault(at, Position.NONE), message);
    }

    /** A fault of a key. */
    public Violation keyFault(String path, String message) {
        return keys.containsKey(path) ? violation(path, keys.get(path), message) : fault(path, message);
    }

    public static String child(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    public static String child(String path, int index) {
        return path + "[" + index + "]";
    }

    private static String parent(String path) {
        int cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        return cut < 0 ? "" : path.substring(0, cut);
    }

    private static Violation violation(String path, Position at, String message) {
        return new Violation(path, at.line(), at.column(), message);
    }
}
