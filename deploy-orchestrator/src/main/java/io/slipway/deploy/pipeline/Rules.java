package io.slipway.deploy.pipeline;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;

import io.slipway.events.Violation;
import io.slipway.kit.yaml.DurationFields;
import io.slipway.kit.yaml.Durations;
import io.slipway.kit.yaml.YamlDocument;

import tools.jackson.databind.JsonNode;

import static io.slipway.kit.yaml.YamlDocument.child;

/**
 * The rules a schema cannot say. Looks at the tree as it is, of whatever shape, so that these faults are told together
 * with those the schema found. One use.
 */
final class Rules {
    private static final CronParser CRON = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private static final Set<String> DURATIONS = DurationFields.of(PipelineSchema.SOURCE);

    private final YamlDocument document;
    private final List<Violation> faults = new ArrayList<>();
    private final List<String> services = new ArrayList<>();
    private final List<String> environments = new ArrayList<>();

    Rules(YamlDocument document) {
        this.document = document;
    }

    List<Violation> check() {
        JsonNode spec = document.root().path("spec");
        services.addAll(unique(spec.path("services"), "spec.services"));
        environments.addAll(unique(spec.path("environments"), "spec.environments"));
        dependencies(spec.path("services"));
        ports(spec.path("environments"));
        each(spec.path("environments"), "spec.environments", this::environment);
        each(
                spec.path("notifications"),
                "spec.notifications",
                (rule, path) -> each(
                        rule.path("environments"),
                        child(path, "environments"),
                        (name, at) -> known(name, at, environments, "environment")));
        each(spec.path("triggers"), "spec.triggers", (trigger, path) -> trigger(trigger, path, spec.path("services")));
        durations(document.root(), "");
        return faults;
    }

    /** An event brings one image or one source: a deployment it starts must need no more. */
    private void trigger(JsonNode trigger, String path, JsonNode declared) {
        switch (text(trigger, "type")) {
            case "artifactPublished" -> {
                known(trigger.path("service"), child(path, "service"), services, "service");
                each(declared, "spec.services", (service, at) -> {
                    if (text(service.path("build"), "driver").equals("command")) {
                        fault(path, text(service, "name") + " is built by a command, and the event brings no source");
                    }
                });
                if (services.size() > 1) {
                    fault(path, "the event brings one image, and there are " + services.size() + " services");
                }
            }
            case "changeMerged" ->
                each(declared, "spec.services", (service, at) -> {
                    if (!text(service.path("build"), "driver").equals("command")) {
                        fault(path, text(service, "name") + " is prebuilt, and the event brings no artifact");
                    }
                });
            default -> {}
        }
    }

    private void dependencies(JsonNode declared) {
        Map<String, List<String>> graph = new HashMap<>();
        each(declared, "spec.services", (service, path) -> {
            List<String> needed = graph.computeIfAbsent(text(service, "name"), name -> new ArrayList<>());
            each(service.path("dependsOn"), child(path, "dependsOn"), (name, at) -> {
                known(name, at, services, "service");
                needed.add(name.asString(""));
            });
        });
        each(declared, "spec.services", (service, path) -> {
            String name = text(service, "name");
            if (reaches(graph, name, name, new HashSet<>())) {
                fault(child(path, "dependsOn"), name + " depends on itself, directly or through others");
            }
        });
    }

    private static boolean reaches(Map<String, List<String>> graph, String from, String goal, Set<String> seen) {
        for (String next : graph.getOrDefault(from, List.of())) {
            if (next.equals(goal) || (seen.add(next) && reaches(graph, next, goal, seen))) {
                return true;
            }
        }
        return false;
    }

    private void ports(JsonNode declared) {
        Map<String, String> owners = new HashMap<>();
        each(declared, "spec.environments", (environment, path) -> {
            JsonNode ports = environment.path("target").path("ports");
            String at = child(child(path, "target"), "ports");
            for (String service : services) {
                if (ports.isObject() && !ports.has(service)) {
                    fault(at, "has no port for the service " + service);
                }
            }
            ports.properties().forEach(port -> {
                if (!services.contains(port.getKey())) {
                    fault(child(at, port.getKey()), "there is no service " + port.getKey());
                }
                String driver = environment.path("target").path("driver").asString("process");
                String key = driver + ":" + port.getValue();
                String owner = owners.putIfAbsent(key, text(environment, "name") + "/" + port.getKey());
                if (owner != null) {
                    fault(child(at, port.getKey()), "the port " + port.getValue() + " is taken by " + owner);
                }
            });
        });
    }

    private void environment(JsonNode environment, String path) {
        if (environment.has("promoteAfter") && !text(environment, "promotion").equals("auto")) {
            fault(child(path, "promoteAfter"), "nothing goes on by itself without promotion: auto");
        }
        gates(environment, path);
        weights(environment.path("strategy").path("steps"), child(child(path, "strategy"), "steps"));
        String checks = child(child(path, "verification"), "checks");
        unique(environment.path("verification").path("checks"), checks);
        each(environment.path("verification").path("checks"), checks, (check, at) -> {
            if (check.has("service")) {
                known(check.path("service"), child(at, "service"), services, "service");
            }
        });
        unique(environment.path("approval").path("groups"), child(child(path, "approval"), "groups"));
        unique(environment.path("freeze"), child(path, "freeze"));
        each(environment.path("freeze"), child(path, "freeze"), this::window);
    }

    private void gates(JsonNode environment, String path) {
        unique(environment.path("gates"), child(path, "gates"));
        int own = environments.indexOf(text(environment, "name"));
        List<String> earlier = own < 0 ? environments : environments.subList(0, own);
        each(environment.path("gates"), child(path, "gates"), (gate, at) -> {
            if (gate.has("environment")) {
                known(gate.path("environment"), child(at, "environment"), earlier, "earlier environment");
            }
        });
    }

    private void weights(JsonNode steps, String path) {
        int[] before = {0};
        each(steps, path, (step, at) -> {
            int weight = step.path("weight").asInt(0);
            if (step.path("weight").isIntegralNumber() && weight <= before[0]) {
                fault(child(at, "weight"), "has to be more than the " + before[0] + " of the step before");
            }
            before[0] = Math.max(weight, before[0]);
        });
    }

    private void window(JsonNode window, String path) {
        if (window.path("schedule").isString()) {
            try {
                CRON.parse(text(window, "schedule")).validate();
            } catch (IllegalArgumentException e) {
                fault(child(path, "schedule"), "not five fields of Unix cron: " + e.getMessage());
            }
        }
        if (window.path("timeZone").isString()) {
            try {
                ZoneId.of(text(window, "timeZone"));
            } catch (DateTimeException e) {
                fault(child(path, "timeZone"), text(window, "timeZone") + " is not a known time zone");
            }
        }
    }

    /** Every value under a name that means a duration has to be one of a sensible length. */
    private void durations(JsonNode node, String path) {
        node.properties().forEach(entry -> {
            String at = child(path, entry.getKey());
            if (DURATIONS.contains(entry.getKey()) && entry.getValue().isString()) {
                if (Durations.parse(entry.getValue().asString()).isEmpty()) {
                    fault(at, entry.getValue() + " is not a duration of at most 366d, such as 30s, 5m or PT5M");
                }
            } else if (!entry.getKey().equals("env")) {
                durations(entry.getValue(), at);
            }
        });
        if (node.isArray()) {
            each(node, path, this::durations);
        }
    }

    private List<String> unique(JsonNode elements, String path) {
        List<String> names = new ArrayList<>();
        each(elements, path, (element, at) -> {
            if (element.path("name").isString()) {
                String name = text(element, "name");
                if (names.contains(name)) {
                    fault(child(at, "name"), "the name " + name + " is there twice");
                }
                names.add(name);
            }
        });
        return names;
    }

    private void known(JsonNode name, String path, List<String> names, String kind) {
        if (name.isString() && !names.contains(name.asString())) {
            String hint = names.isEmpty() ? "there is none" : "there are " + String.join(", ", names);
            fault(path, name.asString() + " is not an " + kind + "; " + hint);
        }
    }

    private void fault(String path, String message) {
        faults.add(document.fault(path, message));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private static void each(JsonNode elements, String path, Visit visit) {
        if (elements.isArray()) {
            for (int i = 0; i < elements.size(); i++) {
                visit.at(elements.get(i), child(path, i));
            }
        }
    }

    @FunctionalInterface
    private interface Visit {
        void at(JsonNode node, String path);
    }
}
