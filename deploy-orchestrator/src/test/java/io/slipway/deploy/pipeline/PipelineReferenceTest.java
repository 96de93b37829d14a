package io.slipway.deploy.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class PipelineReferenceTest {
    private static final Path REFERENCE = Path.of("../docs/reference/pipeline.md");

    @Test
    void everyFieldOfTheSchemaIsInTheReference() throws IOException {
        String reference = Files.readString(REFERENCE);
        check(PipelineSchema.SOURCE, reference);
        for (JsonNode definition : PipelineSchema.SOURCE.path("$defs")) {
            check(definition, reference);
        }
    }

    @Test
    void theExampleInTheReferenceIsTheOneThatIsTested() throws IOException {
        String example = Files.readString(Path.of("src/test/resources/pipelines/greeter.yaml"));
        assertThat(Files.readString(REFERENCE)).contains(example);
    }

    @Test
    void everyFieldOfTheSchemaSaysWhatItMeans() {
        for (JsonNode definition : PipelineSchema.SOURCE.path("$defs")) {
            definition
                    .path("properties")
                    .properties()
                    .forEach(property -> assertThat(
                                    property.getValue().path("description").asString(""))
                            .as(property.getKey())
                            .isNotBlank());
        }
    }

    private static void check(JsonNode definition, String reference) {
        definition.path("properties").properties().forEach(property -> {
            assertThat(reference).contains("| `" + property.getKey() + "` |");
            String meaning = property.getValue().path("description").asString("");
            assertThat(reference).as(property.getKey()).contains(meaning);
            check(property.getValue(), reference);
        });
    }
}
