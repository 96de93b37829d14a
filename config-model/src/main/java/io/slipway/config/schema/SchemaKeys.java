package io.slipway.config.schema;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.slipway.config.document.KeyPath;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Finds the parts of a schema that speak about a key, through local references and through the branches of allOf, anyOf,
 * oneOf, then and else: a mark in any of them counts, whichever branch an instance takes.
 */
final class SchemaKeys {
    private static final List<String> LISTS = List.of("allOf", "anyOf", "oneOf");
    private static final List<String> BRANCHES = List.of("then", "else");

    private final JsonNode root;

    SchemaKeys(JsonNode root) {
        this.root = root;
    }

    List<JsonNode> at(KeyPath key) {
        Set<JsonNode> parts = expand(Set.of(root));
        for (KeyPath.Segment segment : key.segments()) {
            parts = expand(step(parts, segment));
        }
        return List.copyOf(parts);
    }

    boolean marked(KeyPath key, String mark) {
        Set<JsonNode> parts = expand(Set.of(root));
        if (hasMark(parts, mark)) {
            return true;
        }
        for (KeyPath.Segment segment : key.segments()) {
            parts = expand(step(parts, segment));
            if (hasMark(parts, mark)) {
                return true;
            }
        }
        return false;
    }

    static boolean isLocal(JsonNode root, String reference) {
        return reference.equals("#")
                || reference.startsWith("#/") && !root.at(pointer(reference)).isMissingNode();
    }

    private static boolean hasMark(Set<JsonNode> parts, String mark) {
        return parts.stream().anyMatch(part -> part.path(mark).asBoolean(false));
    }

    private static Set<JsonNode> step(Set<JsonNode> parts, KeyPath.Segment segment) {
        Set<JsonNode> next = new LinkedHashSet<>();
        for (JsonNode part : parts) {
            switch (segment) {
                case KeyPath.Name(String name) -> addMember(part, name, next);
                case KeyPath.Index(int index) -> addElement(part, index, next);
            }
        }
        return next;
    }

    private static void addMember(JsonNode part, String name, Set<JsonNode> next) {
        boolean found = part.path("properties").has(name);
        if (found) {
            next.add(part.path("properties").path(name));
        }
        for (Map.Entry<String, JsonNode> pattern :
                part.path("patternProperties").properties()) {
            if (Pattern.compile(pattern.getKey()).matcher(name).find()) {
                next.add(pattern.getValue());
                found = true;
            }
        }
        if (!found && part.path("additionalProperties").isObject()) {
            next.add(part.path("additionalProperties"));
        }
    }

    private static void addElement(JsonNode part, int index, Set<JsonNode> next) {
        JsonNode fixed = part.path("prefixItems").path(index);
        JsonNode element = fixed.isMissingNode() ? part.path("items") : fixed;
        if (element.isObject()) {
            next.add(element);
        }
    }

    private Set<JsonNode> expand(Set<JsonNode> parts) {
        Set<JsonNode> all = new LinkedHashSet<>();
        List<JsonNode> open = new ArrayList<>(parts);
        while (!open.isEmpty()) {
            JsonNode part = open.removeFirst();
            if (!part.isObject() || !all.add(part)) {
                continue;
            }
            if (part.path("$ref").isString()) {
                open.add(root.at(pointer(part.path("$ref").asString())));
            }
            LISTS.forEach(list -> part.path(list).forEach(open::add));
            BRANCHES.forEach(branch -> open.add(part.path(branch)));
        }
        return all;
    }

    private static JsonPointer pointer(String reference) {
        return JsonPointer.compile(reference.substring(1));
    }
}
