package io.slipway.backupservice.policy;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

import io.slipway.events.Violation;
import io.slipway.kit.closing.FreezeCalendar;
import io.slipway.kit.yaml.DurationFields;
import io.slipway.kit.yaml.Durations;
import io.slipway.kit.yaml.YamlDocument;

import tools.jackson.databind.JsonNode;

import static io.slipway.kit.yaml.YamlDocument.child;

/**
 * The rules a schema cannot say. Looks at the tree as it is, of whatever shape, so that these faults are told together
 * with those the schema found. One use.
 */
final class PolicyRules {
    private static final Set<String> DURATIONS = DurationFields.of(PolicySchema.SOURCE);
    private static final Duration SHORTEST_OPLOG = Duration.ofSeconds(1);

    private final YamlDocument document;
    private final List<Violation> faults = new ArrayList<>();
    private final Set<String> environments = new HashSet<>();

    PolicyRules(YamlDocument document) {
        this.document = document;
    }

    List<Violation> check() {
        JsonNode spec = document.root().path("spec");
        spec.path("environments")
                .forEach(
                        environment -> environments.add(environment.path("name").asString("")));
        unique(spec.path("backups"), "spec.backups");
        each(spec.path("backups"), "spec.backups", this::policy);
        return faults;
    }

    private void policy(JsonNode policy, String path) {
        String environment = policy.path("environment").asString("");
        if (!environments.isEmpty() && !environment.isEmpty() && !environments.contains(environment)) {
            fault(child(path, "environment"), "there is no environment " + environment);
        }
        unique(policy.path("sources"), child(path, "sources"));
        each(policy.path("sources"), child(path, "sources"), this::source);
        absolute(policy.path("drill").path("folder"), child(child(path, "drill"), "folder"));
        new VariableRules(this::fault).check(policy, path);
        if (policy.path("repository").path("appendOnly").asBoolean(false)) {
            appendOnly(policy, path);
        }
        new ArchiveRules(policy, path).check(this::fault);
        durations(policy, path);
        schedules(policy, path);
        expected(policy, path);
    }

    private void source(JsonNode source, String path) {
        each(source.path("paths"), child(path, "paths"), this::absolute);
        parsed(source.path("oplog"))
                .filter(every -> every.compareTo(SHORTEST_OPLOG) < 0)
                .ifPresent(every -> fault(child(path, "oplog"), "has to be at least 1s"));
        each(source.path("excludes"), child(path, "excludes"), (excluded, at) -> {
            if (source.path("type").asString("").equals("mongodb")
                    && !excluded.asString("").contains(".")) {
                fault(at, "a collection is named as database.collection");
            }
        });
    }

    /** Whoever says that nothing is ever removed has no use for rules of what goes. */
    private void appendOnly(JsonNode policy, String path) {
        for (String field : List.of("retention", "prune", "deletion")) {
            if (policy.has(field)) {
                fault(child(path, field), "nothing is ever removed from a repository that is appendOnly");
            }
        }
    }

    /** What can never be kept is no promise. */
    private void expected(JsonNode policy, String path) {
        if (policy.path("objectives").has("rpo") && !policy.has("schedule") && !hasOplog(policy)) {
            fault(child(child(path, "objectives"), "rpo"), "needs a schedule: nothing is backed up by itself here");
        }
        if (policy.path("drill").has("every") && !policy.path("drill").has("schedule")) {
            fault(child(child(path, "drill"), "every"), "needs a schedule: no restore is rehearsed by itself here");
        }
    }

    private static boolean hasOplog(JsonNode policy) {
        for (JsonNode source : policy.path("sources")) {
            if (source.has("oplog")) {
                return true;
            }
        }
        return false;
    }

    private void schedules(JsonNode policy, String path) {
        schedule(policy.path("schedule"), child(path, "schedule"));
        for (String part : List.of("prune", "verification", "drill")) {
            schedule(policy.path(part).path("schedule"), child(child(path, part), "schedule"));
        }
    }

    private void schedule(JsonNode schedule, String path) {
        if (schedule.path("cron").isString()) {
            FreezeCalendar.faultOf(schedule.path("cron").asString())
                    .ifPresent(reason -> fault(child(path, "cron"), "is no schedule of Unix cron: " + reason));
        }
        String zone = schedule.path("timeZone").asString("UTC");
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            fault(child(path, "timeZone"), zone + " is no time zone; an example is Europe/Berlin");
        }
    }

    private void absolute(JsonNode path, String at) {
        if (path.isString() && !path.asString().startsWith("/")) {
            fault(at, "has to be absolute, beginning with a slash");
        }
    }

    private void durations(JsonNode node, String path) {
        node.properties().forEach(field -> {
            String at = child(path, field.getKey());
            if (DURATIONS.contains(field.getKey()) && field.getValue().isString()) {
                if (Durations.parse(field.getValue().asString()).isEmpty()) {
                    fault(at, "is no duration; examples are 30s, 5m, 1h30m, 7d, PT5M; at most 366 days");
                }
            } else if (field.getValue().isObject()) {
                durations(field.getValue(), at);
            } else {
                each(field.getValue(), at, this::durations);
            }
        });
    }

    private static Optional<Duration> parsed(JsonNode text) {
        return text.isString() ? Durations.parse(text.asString()) : Optional.empty();
    }

    private void unique(JsonNode list, String path) {
        Set<String> names = new HashSet<>();
        each(list, path, (element, at) -> {
            String name = element.path("name").asString("");
            if (!name.isEmpty() && !names.add(name)) {
                fault(child(at, "name"), "there is another " + name + " before it");
            }
        });
    }

    private static void each(JsonNode list, String path, BiConsumer<JsonNode, String> action) {
        if (list.isArray()) {
            for (int i = 0; i < list.size(); i++) {
                action.accept(list.get(i), child(path, i));
            }
        }
    }

    private void fault(String path, String message) {
        faults.add(document.fault(path, message));
    }
}
