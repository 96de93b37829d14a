package io.slipway.deploy.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class OpenApiIT {
    private static final Path PUBLISHED = Path.of("../docs/reference/openapi.json");

    @TempDir
    static Path folder;

    private static RunningService service;

    @BeforeAll
    static void start() {
        service = new RunningService(folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** Run with {@code SLIPWAY_DOCS=write} in the environment to bring the published document up to date. */
    @Test
    void thePublishedDescriptionIsTheOneOfTheCode() throws IOException {
        JsonNode described = RunningService.body(service.get("/api/v1/openapi.json"), 200);
        if ("write".equals(System.getenv("SLIPWAY_DOCS"))) {
            Files.createDirectories(PUBLISHED.getParent());
            Files.writeString(
                    PUBLISHED, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(described) + "\n");
        }
        assertThat(Json.mapper().readTree(PUBLISHED))
                .as("docs/reference/openapi.json is not what the code says; run with SLIPWAY_DOCS=write")
                .isEqualTo(described);
    }

    @Test
    void everyOperationSaysThatItMayAnswerWithAProblem() {
        JsonNode described = RunningService.body(service.get("/api/v1/openapi.json"), 200);
        assertThat(described.path("paths").size()).isGreaterThan(15);
        described.path("paths").properties().stream()
                .filter(path -> !path.getKey().contains("/repos/"))
                .forEach(path -> path.getValue()
                        .forEach(operation -> assertThat(operation
                                        .path("responses")
                                        .path("default")
                                        .path("content")
                                        .has("application/problem+json"))
                                .isTrue()));
    }

    @Test
    void everyOperationAndParameterSaysWhatItIsFor() {
        JsonNode described = RunningService.body(service.get("/api/v1/openapi.json"), 200);
        described
                .path("paths")
                .forEach(path -> path.forEach(operation -> {
                    String id = operation.path("operationId").asString();
                    assertThat(operation.path("summary").asString("")).as(id).isNotBlank();
                    operation
                            .path("parameters")
                            .forEach(parameter -> assertThat(
                                            parameter.path("description").asString(""))
                                    .as(id + " " + parameter.path("name").asString())
                                    .isNotBlank());
                }));
    }
}
