package io.slipway.deploy.http.github;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What GitHub's API gives back of a request and Slipway has no use for: it travels as annotations of the deployment.
 *
 * @param payload as it was sent: an object or a text
 */
record Annotations(
        String ref,
        String sha,
        String task,
        JsonNode payload,
        boolean transientEnvironment,
        boolean productionEnvironment) {
    private static final String PREFIX = "github.";

    Map<String, String> map() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put(PREFIX + "ref", ref);
        map.put(PREFIX + "sha", sha);
        map.put(PREFIX + "task", task);
        map.put(PREFIX + "payload", payload.toString());
        map.put(PREFIX + "transient", String.valueOf(transientEnvironment));
        map.put(PREFIX + "production", String.valueOf(productionEnvironment));
        return map;
    }

    /** Of any deployment, also one that nobody asked for in GitHub's words. */
    static Annotations of(DeploymentView view) {
        Map<String, String> map = view.annotations() == null ? Map.of() : view.annotations();
        String ref = map.getOrDefault(PREFIX + "ref", sourceRef(view));
        return new Annotations(
                ref,
                map.getOrDefault(PREFIX + "sha", ref),
                map.getOrDefault(PREFIX + "task", view.rollbackTo() == null ? "deploy" : "rollback"),
                payload(map.get(PREFIX + "payload")),
                Boolean.parseBoolean(map.get(PREFIX + "transient")),
                Boolean.parseBoolean(
                        map.getOrDefault(PREFIX + "production", String.valueOf(isProduction(view.environment())))));
    }

    static boolean isProduction(String environment) {
        return environment.toLowerCase(Locale.ROOT).equals("production");
    }

    private static String sourceRef(DeploymentView view) {
        return view.source() == null || view.source().ref() == null
                ? view.version()
                : view.source().ref();
    }

    private static JsonNode payload(@Nullable String text) {
        return text == null
                ? JsonNodeFactory.instance.objectNode()
                : Json.mapper().readTree(text);
    }
}
