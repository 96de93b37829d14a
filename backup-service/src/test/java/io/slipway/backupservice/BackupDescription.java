package io.slipway.backupservice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

/** The OpenAPI description that is published, and the one that the service gives. */
record BackupDescription(JsonNode described) {
    private static final Path PUBLISHED = Path.of("../docs/reference/openapi-backup.json");

    static BackupDescription of(RunningBackupService service) {
        return new BackupDescription(service.read("/api/v1/openapi.json"));
    }

    /** The published one; brought up to date before when {@code SLIPWAY_DOCS=write} is in the environment. */
    JsonNode published() {
        try {
            if ("write".equals(System.getenv("SLIPWAY_DOCS"))) {
                Files.writeString(
                        PUBLISHED,
                        Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(described) + "\n");
            }
            return Json.mapper().readTree(Files.readAllBytes(PUBLISHED));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> paths() {
        return List.copyOf(described.path("paths").propertyNames());
    }

    List<String> operations() {
        return each().stream()
                .map(operation -> operation.path("operationId").asString())
                .toList();
    }

    /** The operations and parameters that do not say what they are for, and answers of ours that are only "OK". */
    List<String> silent() {
        List<String> silent = new ArrayList<>();
        for (JsonNode operation : each()) {
            String id = operation.path("operationId").asString();
            if (operation.path("summary").asString("").isBlank()) {
                silent.add(id);
            }
            operation
                    .path("parameters")
                    .valueStream()
                    .filter(parameter ->
                            parameter.path("description").asString("").isBlank())
                    .forEach(parameter ->
                            silent.add(id + " " + parameter.path("name").asString()));
        }
        described.path("paths").properties().stream()
                .filter(path -> path.getKey().startsWith("/api/v1/backups"))
                .flatMap(path -> path.getValue().valueStream())
                .forEach(operation -> operation.path("responses").properties().stream()
                        .filter(answer -> answer.getValue()
                                .path("description")
                                .asString("OK")
                                .equals("OK"))
                        .forEach(answer -> silent.add(
                                operation.path("operationId").asString() + " answering " + answer.getKey())));
        return silent;
    }

    private List<JsonNode> each() {
        return described
                .path("paths")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .toList();
    }
}
