package io.slipway.cli.config;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.api.Accepted;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.api.ApiProblemException;
import io.slipway.config.layer.ConfigDiff;
import io.slipway.config.policy.PolicyRecord;
import io.slipway.events.config.view.ConfigDriftView.DriftingInstance;
import io.slipway.events.config.view.ConfigRevisionView;
import io.slipway.events.config.view.ConfigView;
import io.slipway.events.config.view.ConfigView.EnvironmentView;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;
import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

/** What a server knows of one application's configuration. After a command, what it says is at least as new as that. */
final class ConfigApi {
    private static final int NOT_FOUND = 404;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    /** A busy server answers a command before its reads have caught up; a command that changed nothing they never do. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ApiClient api;
    private final String application;
    private long seen;

    ConfigApi(ApiClient api, String application) {
        this.api = api;
        this.application = application;
    }

    /** Its revisions and environments. */
    ConfigView view() {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                ConfigView view = Json.read(api.get(path()), ConfigView.class);
                if (view.revision() >= seen || Instant.now().isAfter(end)) {
                    seen = 0;
                    return view;
                }
            } catch (ApiProblemException e) {
                if (e.problem().status() != NOT_FOUND
                        || seen == 0
                        || Instant.now().isAfter(end)) {
                    throw e;
                }
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private Accepted after(Accepted accepted) {
        seen = Math.max(seen, accepted.revision());
        return accepted;
    }

    /** @param changes by document and key; secrets are masked */
    record Difference(String from, String to, List<ConfigDiff.Change> changes) {}

    /**
     * @param from what the environment has; null when it has nothing
     * @param approvals how many people would have to agree
     * @param approval who would have to agree as well
     * @param targets the environment, and services where more is different
     * @param documents those that would change
     */
    record Changes(
            String environment,
            @Nullable String from,
            String to,
            int approvals,
            List<ApprovalSpec> approval,
            @Nullable String passed,
            List<TargetChanges> targets,
            List<String> documents) {}

    record TargetChanges(String target, List<ConfigDiff.Change> changes) {}

    /**
     * What instances would notice if a revision came to their environment.
     *
     * @param query {@code from}, an environment whose revision it is, or {@code revision}
     */
    Changes changes(String environment, Map<String, @Nullable String> query) {
        return Json.read(api.get(environment(environment) + "/changes" + ApiClient.query(query)), Changes.class);
    }

    /**
     * Makes a revision.
     *
     * @param base what the change was made on; null for the first
     * @param documents text by path; null deletes one
     * @param whole whether these are all documents
     */
    Accepted commit(
            @Nullable String base, Map<String, @Nullable String> documents, boolean whole, @Nullable String reason) {
        List<Map<String, @Nullable String>> changes = new ArrayList<>();
        documents.forEach((path, text) -> {
            Map<String, @Nullable String> change = new LinkedHashMap<>();
            change.put("path", path);
            change.put("text", text);
            changes.add(change);
        });
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("changes", changes);
        body.put("whole", whole);
        if (reason != null) {
            body.put("reason", reason);
        }
        return after(api.commandOn(base, path() + "/commits", body));
    }

    /** Asks for a rollout; the subject is its id. */
    Accepted rollOut(Map<String, Object> body) {
        return after(api.command(path() + "/rollouts", body));
    }

    /** One verb on one rollout. */
    Accepted onRollout(String id, String verb, Map<String, Object> body) {
        return after(api.command(path() + "/rollouts/" + ApiClient.encode(id) + "/" + verb, body));
    }

    Accepted rollBack(String environment, Map<String, Object> body) {
        return after(api.command(environment(environment) + "/rollback", body));
    }

    /** The environment as it is now. */
    EnvironmentView environmentView(String name) {
        return Revisions.environment(view(), name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the configuration of " + application + " declares no environment " + name));
    }

    /** The public key that values are encrypted with for an environment. */
    JsonNode sealingKey(String environment) {
        return api.get(environment(environment) + "/sealing-key");
    }

    /** Lets the server encrypt a value. */
    JsonNode encrypt(Map<String, Object> body) {
        return api.post(path() + "/encrypt", body);
    }

    List<PolicyRecord> policy(List<String> production, int secretDays) {
        return ApiClient.items(api.get(policyPath(production, secretDays)), PolicyRecord.class);
    }

    String policyCsv(List<String> production, int secretDays) {
        return api.text(policyPath(production, secretDays), "text/csv");
    }

    private String policyPath(List<String> production, int secretDays) {
        return path() + "/policy?secretDays=" + secretDays
                + production.stream()
                        .map(name -> "&production=" + ApiClient.encode(name))
                        .collect(Collectors.joining());
    }

    String application() {
        return application;
    }

    /** What differs between two revisions. */
    Difference diff(String from, String to) {
        return Json.read(
                api.get(path() + "/diff?from=" + ApiClient.encode(from) + "&to=" + ApiClient.encode(to)),
                Difference.class);
    }

    /** @param values by key as Spring writes it, sorted; secrets as they were written */
    record Effective(String application, String environment, String revision, Map<String, JsonNode> values) {}

    Effective effective(String environment, TargetOptions target) {
        return Json.read(api.get(environment(environment) + ApiClient.query(target.query(null))), Effective.class);
    }

    /** The values with secrets in the clear, for who may read them; that is recorded. */
    Map<String, JsonNode> plain(String environment, TargetOptions target) {
        Map<String, @Nullable String> query = target.query(null);
        query.put("secrets", "plain");
        JsonNode answer = api.get(environment(environment) + ApiClient.query(query));
        if (!answer.path("unreadable").isEmpty()) {
            throw new IllegalArgumentException("not all secrets can be read: "
                    + answer.path("unreadable")
                            .properties()
                            .iterator()
                            .next()
                            .getValue()
                            .asString());
        }
        return Json.read(answer, Effective.class).values();
    }

    /** @param heard those that say it to the process that was asked */
    record Instances(List<JsonNode> heard, List<DriftingInstance> drifting) {}

    Instances instances(String environment) {
        return Json.read(api.get(environment(environment) + "/instances"), Instances.class);
    }

    /** @param cursor where to go on; null when the server has said none */
    record Watched(@Nullable String cursor, List<JsonNode> events) {}

    /** What an instance gets after a cursor; the server waits for it for a while. */
    Watched watch(String environment, Map<String, @Nullable String> query) {
        return Json.read(api.get(environment(environment) + "/watch" + ApiClient.query(query)), Watched.class);
    }

    /** Asks instances that differ to fetch their configuration again. */
    void reconcile(String environment) {
        api.command(environment(environment) + "/drift/reconcile", null);
    }

    /** The documents of a revision, text by path. */
    SortedMap<String, String> documents(String revision) {
        JsonNode content = api.get(path() + "/revisions/" + ApiClient.encode(revision));
        return new TreeMap<>(Json.read(content, ConfigRevisionView.class).documents());
    }

    /** @param overridden what the layers below say, the highest first */
    record Explanation(String key, String revision, String value, Place origin, List<Place> overridden) {}

    record Place(String layer, String key, String value, String document, int line, int column) {
        String at() {
            return line == 0 ? document : document + ":" + line + ":" + column;
        }
    }

    Explanation explain(String environment, String key, TargetOptions target) {
        return Json.read(
                api.get(environment(environment) + "/explain" + ApiClient.query(target.query(key))), Explanation.class);
    }

    /**
     * The revision that somebody means.
     *
     * @param name the name of an environment, for what it has; {@code newest}; or (the beginning of) a revision's id
     */
    String revision(ConfigView view, String name) {
        Optional<EnvironmentView> environment = Revisions.environment(view, name);
        if (environment.isPresent()) {
            @Nullable String current = environment.get().current();
            if (current == null) {
                throw new IllegalArgumentException("no revision of " + application + " is in " + name
                        + " yet; see: slipway" + " config history " + application);
            }
            return current;
        }
        return name.equals(Revisions.NEWEST) ? Revisions.newest(view) : name;
    }

    private String path() {
        return "/api/v1/config/" + ApiClient.encode(application);
    }

    private String environment(String name) {
        return path() + "/environments/" + ApiClient.encode(name);
    }
}
