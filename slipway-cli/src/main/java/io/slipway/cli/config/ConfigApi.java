package io.slipway.cli.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.api.ApiClient;
import io.slipway.config.layer.ConfigDiff;
import io.slipway.events.config.view.ConfigDriftView.DriftingInstance;
import io.slipway.events.config.view.ConfigRevisionView;
import io.slipway.events.config.view.ConfigView;
import io.slipway.events.config.view.ConfigView.EnvironmentView;
import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

/** What a server knows of one application's configuration. */
final class ConfigApi {
    private final ApiClient api;
    private final String application;

    ConfigApi(ApiClient api, String application) {
        this.api = api;
        this.application = application;
    }

    /** Its revisions and environments. */
    ConfigView view() {
        return Json.read(api.get(path()), ConfigView.class);
    }

    /** @param changes by document and key; secrets are masked */
    record Difference(String from, String to, List<ConfigDiff.Change> changes) {}

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
