package io.slipway.deploy.pipeline;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.slipway.events.alert.Alert.Severity;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.ApprovalGroup;
import io.slipway.events.deploy.pipeline.BuildSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.OnFailure;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.Promotion;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.RetrySpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.Timeouts;
import io.slipway.events.deploy.pipeline.FreezeWindow;
import io.slipway.events.deploy.pipeline.GateSpec;
import io.slipway.events.deploy.pipeline.InFlight;
import io.slipway.events.deploy.pipeline.NotificationRule;
import io.slipway.events.deploy.pipeline.QueueSpec;
import io.slipway.events.deploy.pipeline.RunSpec;
import io.slipway.events.deploy.pipeline.RunSpec.HealthSpec;
import io.slipway.events.deploy.pipeline.ServiceSpec;
import io.slipway.events.deploy.pipeline.StrategySpec;
import io.slipway.events.deploy.pipeline.TargetSpec;
import io.slipway.events.deploy.pipeline.TrafficThresholds;
import io.slipway.events.deploy.pipeline.TriggerSpec;
import io.slipway.events.deploy.pipeline.VerificationSpec;
import io.slipway.events.deploy.pipeline.VerificationSpec.HttpCheck;
import io.slipway.kit.yaml.Durations;

import tools.jackson.databind.JsonNode;

/** Makes the specification of a document without faults, with the schema's default for everything left out. */
final class SpecReader {
    private String firstService = "";

    ApplicationSpec read(JsonNode root) {
        JsonNode spec = root.path("spec");
        firstService = text(spec.path("services").path(0), "name", "");
        return new ApplicationSpec(
                text(root.path("metadata"), "name", ""),
                list(spec.path("services"), this::service),
                list(spec.path("environments"), this::environment),
                list(spec.path("notifications"), this::notification),
                list(spec.path("triggers"), SpecReader::trigger),
                optionalText(root.path("metadata"), "repository"));
    }

    private ServiceSpec service(JsonNode node) {
        return new ServiceSpec(
                text(node, "name", ""),
                build(node.path("build")),
                run(node.path("run")),
                texts(node.path("dependsOn")));
    }

    private BuildSpec build(JsonNode node) {
        return text(node, "driver", "prebuilt").equals("prebuilt")
                ? new BuildSpec.Prebuilt()
                : new BuildSpec.Command(
                        texts(node.path("command")),
                        text(node, "output", "."),
                        env(node),
                        duration(node, "timeout", "10m"));
    }

    private RunSpec run(JsonNode node) {
        JsonNode health = node.path("health");
        return new RunSpec(
                texts(node.path("command")),
                env(node),
                new HealthSpec(
                        text(health, "path", "/healthz"),
                        duration(health, "interval", "500ms"),
                        duration(health, "timeout", "30s")),
                duration(node, "stopTimeout", "10s"));
    }

    private EnvironmentSpec environment(JsonNode node) {
        JsonNode timeouts = node.path("timeouts");
        JsonNode retry = node.path("retry");
        return new EnvironmentSpec(
                text(node, "name", ""),
                target(node.path("target")),
                node.path("replicas").asInt(1),
                strategy(node.path("strategy")),
                list(node.path("gates"), this::gate),
                node.has("approval") ? approval(node.path("approval")) : null,
                verification(node.path("verification")),
                list(node.path("freeze"), this::freeze),
                new Timeouts(
                        duration(timeouts, "build", "10m"),
                        duration(timeouts, "rollout", "5m"),
                        duration(timeouts, "verification", "15m")),
                new RetrySpec(retry.path("attempts").asInt(2), duration(retry, "backoff", "2s")),
                text(node, "promotion", "manual").equals("auto") ? Promotion.AUTO : Promotion.MANUAL,
                text(node, "onFailure", "rollback").equals("pause") ? OnFailure.PAUSE : OnFailure.ROLLBACK,
                queue(node.path("queue")),
                optionalDuration(node, "promoteAfter"),
                texts(node.path("breakGlass")));
    }

    private QueueSpec queue(JsonNode node) {
        QueueSpec.Policy policy = constant(QueueSpec.Policy.class, text(node, "policy", "queue"));
        return new QueueSpec(policy, node.path("limit").asInt(QueueSpec.DEFAULT.limit()));
    }

    private TargetSpec target(JsonNode node) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        node.path("ports")
                .properties()
                .forEach(port -> ports.put(port.getKey(), port.getValue().asInt()));
        return new TargetSpec(text(node, "driver", "process"), ports);
    }

    private StrategySpec strategy(JsonNode node) {
        return switch (text(node, "type", "recreate")) {
            case "rolling" -> new StrategySpec.Rolling(node.path("batch").asInt(1));
            case "blueGreen" -> new StrategySpec.BlueGreen();
            case "canary" ->
                new StrategySpec.Canary(list(
                        node.path("steps"),
                        step -> new StrategySpec.Canary.Step(
                                step.path("weight").asInt(),
                                duration(step, "pause", "0s"),
                                thresholds(step.path("analysis")))));
            default -> new StrategySpec.Recreate();
        };
    }

    private @Nullable TrafficThresholds thresholds(JsonNode node) {
        return node.isObject()
                ? new TrafficThresholds(
                        duration(node, "window", "0s"),
                        node.path("minRequests").asLong(1),
                        node.path("successRate").asDouble(0.99),
                        optionalDuration(node, "p95"),
                        optionalDuration(node, "p99"))
                : null;
    }

    private GateSpec gate(JsonNode node) {
        String name = text(node, "name", "");
        return switch (text(node, "type", "")) {
            case "passedIn" -> new GateSpec.PassedIn(name, text(node, "environment", ""));
            case "http" ->
                new GateSpec.Http(
                        name, text(node, "url", ""), node.path("status").asInt(200), duration(node, "timeout", "5s"));
            case "backupFresh" -> new GateSpec.BackupFresh(name, optionalDuration(node, "maxAge"));
            default -> new GateSpec.OutsideFreeze(name);
        };
    }

    private ApprovalSpec approval(JsonNode node) {
        return new ApprovalSpec(
                node.path("required").asInt(1),
                texts(node.path("approvers")),
                duration(node, "expires", "24h"),
                texts(node.path("roles")),
                list(node.path("groups"), this::group),
                node.path("excludeRequester").asBoolean(true));
    }

    private ApprovalGroup group(JsonNode node) {
        return new ApprovalGroup(
                text(node, "name", ""),
                node.path("required").asInt(1),
                texts(node.path("approvers")),
                texts(node.path("roles")));
    }

    private VerificationSpec verification(JsonNode node) {
        return new VerificationSpec(
                list(
                        node.path("checks"),
                        check -> new HttpCheck(
                                text(check, "name", ""),
                                text(check, "service", firstService),
                                text(check, "path", "/"),
                                check.path("status").asInt(200),
                                check.has("contains") ? text(check, "contains", "") : null,
                                duration(check, "timeout", "5s"))),
                thresholds(node.path("traffic")),
                duration(node, "soak", "0s"));
    }

    private FreezeWindow freeze(JsonNode node) {
        return new FreezeWindow(
                text(node, "name", ""),
                text(node, "schedule", ""),
                duration(node, "duration", "0s"),
                ZoneId.of(text(node, "timeZone", "UTC")),
                constant(InFlight.class, text(node, "inFlight", "finish")),
                constant(FreezeWindow.OnStart.class, text(node, "onStart", "reject")));
    }

    private NotificationRule notification(JsonNode node) {
        return new NotificationRule(
                text(node, "channel", ""),
                texts(node.path("environments")),
                list(node.path("states"), this::state),
                node.has("severity") ? constant(Severity.class, text(node, "severity", "")) : null,
                node.has("digest") ? duration(node, "digest", "") : null);
    }

    private static TriggerSpec trigger(JsonNode node) {
        String repository = text(node, "repository", "");
        return text(node, "type", "").equals("changeMerged")
                ? new TriggerSpec.ChangeMerged(repository, text(node, "url", repository), text(node, "ref", "main"))
                : new TriggerSpec.ArtifactPublished(text(node, "service", ""), repository);
    }

    private DeploymentState state(JsonNode node) {
        return constant(DeploymentState.class, node.asString());
    }

    /** {@code rolledBack} is {@link DeploymentState#ROLLED_BACK}. */
    private static <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Enum.valueOf(type, name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
    }

    private static Map<String, String> env(JsonNode node) {
        Map<String, String> env = new LinkedHashMap<>();
        node.path("env")
                .properties()
                .forEach(entry -> env.put(entry.getKey(), entry.getValue().asString()));
        return env;
    }

    private static String text(JsonNode node, String field, String otherwise) {
        return node.path(field).asString(otherwise);
    }

    private static @Nullable String optionalText(JsonNode node, String field) {
        return node.has(field) ? text(node, field, "") : null;
    }

    private static List<String> texts(JsonNode node) {
        return list(node, JsonNode::asString);
    }

    private static Duration duration(JsonNode node, String field, String otherwise) {
        String text = text(node, field, otherwise);
        return Durations.parse(text).orElseThrow(() -> new IllegalArgumentException(field + ": " + text));
    }

    private static @Nullable Duration optionalDuration(JsonNode node, String field) {
        return node.has(field) ? duration(node, field, "") : null;
    }

    private static <T> List<T> list(JsonNode node, Function<JsonNode, T> element) {
        List<T> list = new ArrayList<>();
        node.forEach(child -> list.add(element.apply(child)));
        return list;
    }
}
