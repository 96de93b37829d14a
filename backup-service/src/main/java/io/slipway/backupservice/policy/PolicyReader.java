package io.slipway.backupservice.policy;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.slipway.events.backup.policy.AnomalySpec;
import io.slipway.events.backup.policy.ArchiveSpec;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.policy.BackupSource;
import io.slipway.events.backup.policy.DrillSpec;
import io.slipway.events.backup.policy.HooksSpec;
import io.slipway.events.backup.policy.LimitsSpec;
import io.slipway.events.backup.policy.ObjectivesSpec;
import io.slipway.events.backup.policy.PruneSpec;
import io.slipway.events.backup.policy.RepositorySpec;
import io.slipway.events.backup.policy.RetentionSpec;
import io.slipway.events.backup.policy.ScheduleSpec;
import io.slipway.events.backup.policy.VariablesSpec;
import io.slipway.events.backup.policy.VerificationSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;
import io.slipway.kit.yaml.Durations;

import tools.jackson.databind.JsonNode;

/** Makes policies of a tree that has passed all checks. */
final class PolicyReader {
    private static final Duration GRACE = Duration.ofHours(23);
    private static final Duration COVERAGE = Duration.ofDays(30);
    private static final Duration DRILL_TIMEOUT = Duration.ofHours(4);
    private static final Duration PATIENCE = Duration.ofHours(24);

    List<BackupPolicy> read(JsonNode backups) {
        return list(backups, PolicyReader::policy);
    }

    private static BackupPolicy policy(JsonNode node) {
        return new BackupPolicy(
                node.path("name").asString(),
                node.path("environment").asString(),
                repository(node.path("repository")),
                list(node.path("sources"), PolicyReader::source),
                part(node.path("schedule"), PolicyReader::schedule),
                node.has("retention") ? retention(node.path("retention")) : RetentionSpec.ALL,
                part(
                        node.path("prune"),
                        prune -> new PruneSpec(schedule(prune.path("schedule")), duration(prune, "grace", GRACE))),
                part(
                        node.path("archive"),
                        archive -> new ArchiveSpec(
                                duration(archive, "after", Duration.ZERO),
                                archive.path("tier").asString())),
                limits(node.path("limits")),
                hooks(node.path("hooks")),
                new ObjectivesSpec(duration(node.path("objectives"), "rpo"), duration(node.path("objectives"), "rto")),
                part(
                        node.path("verification"),
                        verification -> new VerificationSpec(
                                schedule(verification.path("schedule")), duration(verification, "coverage", COVERAGE))),
                part(node.path("drill"), PolicyReader::drill),
                part(node.path("deletion"), PolicyReader::deletion),
                anomaly(node.path("anomaly")),
                texts(node.path("contacts")));
    }

    private static RepositorySpec repository(JsonNode node) {
        return new RepositorySpec(
                node.path("location").asString(),
                node.path("passphrase").asString(),
                text(node, "credentials"),
                node.path("appendOnly").asBoolean(false),
                duration(node, "retentionLock"));
    }

    private static BackupSource source(JsonNode node) {
        String name = node.path("name").asString();
        String type = node.path("type").asString();
        return switch (type) {
            case "mongodb" ->
                new BackupSource.Mongodb(
                        name,
                        node.path("uri").asString(),
                        texts(node.path("databases")),
                        texts(node.path("excludes")),
                        duration(node, "oplog"));
            case "files" -> new BackupSource.Files(name, texts(node.path("paths")), texts(node.path("excludes")));
            case "kafka" ->
                new BackupSource.Kafka(
                        name,
                        text(node, "bootstrap"),
                        node.has("topics") ? texts(node.path("topics")) : List.of("slipway.*"));
            case "command" ->
                new BackupSource.Command(
                        name, texts(node.path("command")), node.path("file").asString(), variables(node));
            default -> throw new IllegalStateException("the schema let a source of type " + type + " pass");
        };
    }

    private static ScheduleSpec schedule(JsonNode node) {
        return new ScheduleSpec(
                node.path("cron").asString(),
                ZoneId.of(node.path("timeZone").asString("UTC")),
                duration(node, "jitter", Duration.ZERO));
    }

    private static RetentionSpec retention(JsonNode node) {
        return new RetentionSpec(
                number(node, "last"),
                number(node, "hourly"),
                number(node, "daily"),
                number(node, "weekly"),
                number(node, "monthly"),
                number(node, "yearly"),
                duration(node, "within"),
                texts(node.path("tags")));
    }

    private static LimitsSpec limits(JsonNode node) {
        return new LimitsSpec(bytes(node, "upload"), bytes(node, "download"), number(node, "concurrency"));
    }

    private static HooksSpec hooks(JsonNode node) {
        return new HooksSpec(
                texts(node.path("before")),
                texts(node.path("after")),
                duration(node, "timeout", HooksSpec.NONE.timeout()),
                variables(node));
    }

    private static @Nullable VariablesSpec variables(JsonNode node) {
        return part(
                node.path("environment"),
                environment -> new VariablesSpec(
                        texts(environment.path("pass")),
                        byName(environment.path("set")),
                        byName(environment.path("secrets"))));
    }

    private static Map<String, String> byName(JsonNode node) {
        Map<String, String> values = new TreeMap<>();
        node.properties()
                .forEach(property ->
                        values.put(property.getKey(), property.getValue().asString()));
        return values;
    }

    private static DrillSpec drill(JsonNode node) {
        return new DrillSpec(
                part(node.path("schedule"), PolicyReader::schedule),
                text(node, "uri"),
                text(node, "folder"),
                texts(node.path("check")),
                duration(node, "timeout", DRILL_TIMEOUT),
                duration(node, "every"),
                variables(node),
                text(node, "bootstrap"));
    }

    private static ApprovalSpec deletion(JsonNode node) {
        return new ApprovalSpec(
                node.path("required").asInt(1),
                texts(node.path("approvers")),
                duration(node, "expires", PATIENCE),
                texts(node.path("roles")),
                null,
                true);
    }

    private static AnomalySpec anomaly(JsonNode node) {
        AnomalySpec usual = AnomalySpec.DEFAULT;
        Long minBytes = bytes(node, "minBytes");
        return new AnomalySpec(
                node.path("minSize").asDouble(usual.minSize()),
                node.path("maxSize").asDouble(usual.maxSize()),
                node.path("maxNew").asDouble(usual.maxNew()),
                node.path("minCompression").asDouble(usual.minCompression()),
                minBytes == null ? usual.minBytes() : minBytes);
    }

    private static <T> @Nullable T part(JsonNode node, Function<JsonNode, T> read) {
        return node.isObject() ? read.apply(node) : null;
    }

    private static <T> List<T> list(JsonNode node, Function<JsonNode, T> read) {
        List<T> list = new ArrayList<>();
        node.forEach(element -> list.add(read.apply(element)));
        return list;
    }

    private static List<String> texts(JsonNode node) {
        return list(node, JsonNode::asString);
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.has(field) ? node.path(field).asString() : null;
    }

    private static @Nullable Integer number(JsonNode node, String field) {
        return node.has(field) ? node.path(field).asInt() : null;
    }

    private static @Nullable Long bytes(JsonNode node, String field) {
        return node.has(field) ? ByteCounts.parse(node.path(field).asString()) : null;
    }

    private static @Nullable Duration duration(JsonNode node, String field) {
        return node.has(field) ? parsed(node.path(field).asString()) : null;
    }

    private static Duration duration(JsonNode node, String field, Duration otherwise) {
        return node.has(field) ? parsed(node.path(field).asString()) : otherwise;
    }

    private static Duration parsed(String text) {
        return Durations.parse(text)
                .orElseThrow(() -> new IllegalStateException("the rules let " + text + " pass as a duration"));
    }
}
