package io.slipway.config.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Parsed;
import io.slipway.config.schema.ConfigSchema;

import tools.jackson.databind.JsonNode;

/**
 * A rule across keys, as the schema declares it.
 *
 * @param rule what has to be true, in the Common Expression Language
 * @param message what to tell somebody who breaks it
 * @param key the key to blame; the root when none is named
 * @param environments where it holds; everywhere when none is named
 */
record Rule(String rule, String message, KeyPath key, List<String> environments) {
    boolean holdsIn(@Nullable String environment) {
        return environments.isEmpty() || environments.contains(environment);
    }

    /** Reads the rules of a schema; each element is an object with rule, message and, if wanted, key and environments. */
    static Parsed<List<Rule>> read(ConfigSchema schema) {
        JsonNode declared = schema.source().path(ConfigSchema.RULES);
        if (declared.isMissingNode()) {
            return Parsed.valid(List.of());
        }
        if (!declared.isArray()) {
            return Parsed.refused(fault(schema, "", "has to be a list of rules"));
        }
        List<Rule> rules = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < declared.size(); i++) {
            JsonNode node = declared.path(i);
            Optional<String> problem = problem(node);
            if (problem.isPresent()) {
                faults.add(fault(schema, "[" + i + "]", problem.get()));
            } else {
                rules.add(rule(node));
            }
        }
        return faults.isEmpty() ? Parsed.valid(rules) : Parsed.refused(faults);
    }

    private static Rule rule(JsonNode node) {
        List<String> environments = new ArrayList<>();
        node.path("environments").forEach(each -> environments.add(each.asString()));
        return new Rule(
                node.path("rule").asString(),
                node.path("message").asString(),
                node.has("key") ? KeyPath.parse(node.path("key").asString()) : KeyPath.ROOT,
                environments);
    }

    private static Optional<String> problem(JsonNode node) {
        if (!node.path("rule").isString() || !node.path("message").isString()) {
            return Optional.of("needs a rule and a message, both of them text");
        }
        if (!node.path("environments").isMissingNode()
                && !(node.path("environments").isArray()
                        && node.path("environments").valueStream().allMatch(JsonNode::isString))) {
            return Optional.of("environments has to be a list of names");
        }
        try {
            return node.has("key")
                            && KeyPath.parse(node.path("key").asString("")).isRoot()
                    ? Optional.of("key has to name a key")
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("key is no key: " + e.getMessage());
        }
    }

    static Fault fault(ConfigSchema schema, String at, String message) {
        return new Fault(schema.document(), 0, 0, ConfigSchema.RULES + at, message);
    }
}
