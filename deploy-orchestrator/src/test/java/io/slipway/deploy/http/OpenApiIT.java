package io.slipway.deploy.http;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.kit.http.ApiDescription;

import static org.assertj.core.api.Assertions.assertThat;

class OpenApiIT {
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

    @Test
    void thePublishedDescriptionIsTheOneOfTheCode() {
        description().assertPublishedAs("openapi.json");
    }

    @Test
    void everyOperationSaysThatItMayAnswerWithAProblem() {
        assertThat(description().paths()).hasSizeGreaterThan(15);
        assertThat(description()
                        .paths()
                        .filter(path -> !path.getKey().contains("/repos/"))
                        .flatMap(path -> path.getValue().valueStream()))
                .allMatch(operation -> operation
                        .path("responses")
                        .path("default")
                        .path("content")
                        .has("application/problem+json"));
    }

    @Test
    void everyOperationAndParameterSaysWhatItIsFor() {
        description().assertSaysWhatAllIsFor();
    }

    private static ApiDescription description() {
        return new ApiDescription(RunningService.body(service.get("/api/v1/openapi.json"), 200));
    }
}
