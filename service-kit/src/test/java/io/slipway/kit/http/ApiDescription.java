package io.slipway.kit.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The OpenAPI description that a service gives of itself, and the one that is published in {@code docs/reference}. */
public record ApiDescription(JsonNode described) {
    private static final Path REFERENCE = Path.of("../docs/reference");

    /**
     * The published one is what the service says; brought up to date before when {@code SLIPWAY_DOCS=write} is in the
     * environment.
     *
     * @param file name of the published one
     */
    public void assertPublishedAs(String file) {
        Path published = REFERENCE.resolve(file);
        try {
            if ("write".equals(System.getenv("SLIPWAY_DOCS"))) {
                Files.writeString(
                        published,
                        Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(described) + "\n");
            }
            assertThat(Json.mapper().readTree(Files.readAllBytes(published)))
                    .as("docs/reference/%s is not what the code says; run with SLIPWAY_DOCS=write", file)
                    .isEqualTo(described);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Every operation has a name of its own and says what it and its parameters are for.
     *
     * @param own beginnings of the paths that are the service's own: each of their answers says more than "OK"
     */
    public void assertSaysWhatAllIsFor(String... own) {
        assertThat(operations().map(operation -> operation.path("operationId").asString()))
                .doesNotHaveDuplicates();
        List<String> silent = new ArrayList<>();
        operations().forEach(operation -> silent.addAll(silent(operation)));
        assertThat(silent).as("say nothing").isEmpty();
        assertThat(paths().filter(path -> Stream.of(own).anyMatch(path.getKey()::startsWith))
                        .flatMap(path -> path.getValue().valueStream())
                        .flatMap(ApiDescription::silentAnswers))
                .as("say OK")
                .isEmpty();
    }

    /** The paths, with their operations by method. */
    public Stream<Map.Entry<String, JsonNode>> paths() {
        return described.path("paths").properties().stream();
    }

    private Stream<JsonNode> operations() {
        return paths().flatMap(path -> path.getValue().valueStream());
    }

    private static List<String> silent(JsonNode operation) {
        String id = operation.path("operationId").asString();
        List<String> silent = new ArrayList<>();
        if (operation.path("summary").asString("").isBlank()) {
            silent.add(id);
        }
        operation
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("description").asString("").isBlank())
                .forEach(parameter ->
                        silent.add(id + " " + parameter.path("name").asString()));
        return silent;
    }

    private static Stream<String> silentAnswers(JsonNode operation) {
        return operation.path("responses").properties().stream()
                .filter(answer ->
                        answer.getValue().path("description").asString("OK").equals("OK"))
                .map(answer -> operation.path("operationId").asString() + " answering " + answer.getKey());
    }
}
