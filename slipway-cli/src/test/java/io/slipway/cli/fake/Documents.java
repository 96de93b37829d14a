package io.slipway.cli.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.json.Json;

import tools.jackson.databind.node.ObjectNode;

/** The API's documents: the contract's golden messages, with the fields that a test is about. */
public final class Documents {
    private static final Path GOLDEN = Path.of("../shared-events/src/test/resources/golden");

    private Documents() {}

    public static ObjectNode golden(String type) {
        try {
            byte[] json = Files.readAllBytes(GOLDEN.resolve(type).resolve("1.json"));
            return (ObjectNode) Json.mapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A deployment of shop 1.2.0 that goes on to no other. */
    public static ObjectNode deployment(String id, DeploymentState state) {
        ObjectNode view = golden("io.slipway.deploy.deployment.view.v1");
        view.put("id", id)
                .put("application", "shop")
                .put("environment", "staging")
                .put("version", "1.2.0")
                .put("state", state.name())
                .put("paused", false)
                .put("queuePosition", 0)
                .put("message", "");
        view.putObject("weights");
        view.putArray("steps");
        view.remove(List.of("promotedTo", "promotedFrom", "rollbackOf", "rollbackTo", "supersededBy"));
        if (!state.terminal()) {
            view.remove("finishedAt");
        }
        return view;
    }

    /** Adds a step to a deployment. */
    public static ObjectNode step(ObjectNode deployment, String id, String title, String status) {
        ObjectNode step = (ObjectNode) golden("io.slipway.deploy.deployment.view.v1")
                .path("steps")
                .get(0)
                .deepCopy();
        step.put("id", id)
                .put("title", title)
                .put("status", status)
                .put("attempt", 1)
                .put("message", "");
        if (!status.equals("SUCCEEDED") && !status.equals("FAILED")) {
            step.remove("finishedAt");
        }
        deployment.withArray("steps").add(step);
        return deployment;
    }

    /** An application in one environment. */
    public static ObjectNode application(String name) {
        ObjectNode view = golden("io.slipway.deploy.application.view.v1");
        view.put("name", name);
        ObjectNode lane = (ObjectNode) view.path("environments").get(0);
        lane.put("name", "staging").remove("running");
        lane.putArray("queue");
        ((ObjectNode) lane.path("release")).put("version", "1.1.0");
        return view;
    }

    public static Map<String, Object> accepted(String subject) {
        return Map.of("commandId", "c-1", "status", "accepted", "subject", subject, "revision", 7);
    }

    public static Map<String, Object> items(Object... items) {
        return Map.of("items", List.of(items));
    }

    /** @param errors as the API lists them: field, line, column, message */
    public static Map<String, Object> problem(int status, String title, String detail, List<Map<String, ?>> errors) {
        return Map.of(
                "type",
                "https://slipway.io/problems/invalid",
                "title",
                title,
                "status",
                status,
                "detail",
                detail,
                "instance",
                "/api/v1",
                "errors",
                errors,
                "correlationId",
                "6f0c3d8e-3c57-4a4e-9a2b-6f4b8f0a1d11");
    }
}
