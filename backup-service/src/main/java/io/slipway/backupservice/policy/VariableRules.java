package io.slipway.backupservice.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

import tools.jackson.databind.JsonNode;

import static io.slipway.kit.yaml.YamlDocument.child;

/** The variables of a policy's commands: each is named once, and none that Slipway itself sets. */
final class VariableRules {
    private static final String OURS = "SLIPWAY_";

    private final BiConsumer<String, String> fault;

    /** @param fault hears of each fault: where, and what */
    VariableRules(BiConsumer<String, String> fault) {
        this.fault = fault;
    }

    void check(JsonNode policy, String path) {
        for (String part : List.of("hooks", "drill")) {
            environment(policy.path(part).path("environment"), child(child(path, part), "environment"));
        }
        JsonNode sources = policy.path("sources");
        for (int i = 0; sources.isArray() && i < sources.size(); i++) {
            environment(sources.get(i).path("environment"), child(child(child(path, "sources"), i), "environment"));
        }
    }

    private void environment(JsonNode environment, String path) {
        Set<String> named = new HashSet<>();
        JsonNode pass = environment.path("pass");
        for (int i = 0; pass.isArray() && i < pass.size(); i++) {
            name(pass.get(i).asString(""), child(child(path, "pass"), i), named);
        }
        for (String part : List.of("set", "secrets")) {
            environment
                    .path(part)
                    .properties()
                    .forEach(variable -> name(variable.getKey(), child(child(path, part), variable.getKey()), named));
        }
    }

    private void name(String name, String path, Set<String> named) {
        if (!named.add(name)) {
            fault.accept(path, "there is another " + name + " before it");
        }
        if (name.startsWith(OURS)) {
            fault.accept(path, "variables that begin with " + OURS + " are Slipway's own");
        }
    }
}
