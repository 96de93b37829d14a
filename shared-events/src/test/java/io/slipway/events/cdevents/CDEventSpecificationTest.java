package io.slipway.events.cdevents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The records and the table against the specification's own schemas and conformance files. These are not part of this
 * repository: run it with {@code -Dcdevents.specification=<checkout of cdevents/spec at v0.5.1>}.
 */
@EnabledIfSystemProperty(named = "cdevents.specification", matches = ".+")
class CDEventSpecificationTest {
    private static final Path SPECIFICATION = Path.of(System.getProperty("cdevents.specification", "."));
    private static final String BASE = "https://cdevents.dev/0.5.1/schema/";
    private static final CDEventSchemas OURS = new CDEventSchemas();

    static List<Path> conformanceFiles() throws IOException {
        try (Stream<Path> files = Files.list(SPECIFICATION.resolve("conformance"))) {
            return Stream.concat(
                            files.filter(file -> file.toString().endsWith(".json")),
                            Stream.of(SPECIFICATION.resolve("custom/conformance.json")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("conformanceFiles")
    void aConformanceFileIsReadAndComesBackAsItWas(Path file) throws IOException {
        JsonNode json = Json.mapper().readTree(Files.readAllBytes(file));

        CDEvent event = CDEvent.read(json);

        assertThat(event.json()).isEqualTo(json);
        assertThat(OURS.faults(event)).isEmpty();
        assertThat(event.subject().content() instanceof OtherContent)
                .as("only the example of a custom event has no record")
                .isEqualTo(file.startsWith(SPECIFICATION.resolve("custom")));
    }

    @Test
    void theTableHasTheTypesOfTheSpecificationAndTheirSamplesAreValidByItsSchemas() throws IOException {
        Map<String, Schema> theirs = theirs();

        assertThat(CDEventTable.TYPES.keySet()).isEqualTo(theirs.keySet());
        CDEventTable.TYPES.forEach((name, type) -> assertThat(
                        theirs.get(name).validate(CDEventSamples.full(type).toString(), InputFormat.JSON))
                .as(name)
                .isEmpty());
    }

    private static Map<String, Schema> theirs() throws IOException {
        Map<String, String> links = new TreeMap<>();
        try (Stream<Path> files = Files.list(SPECIFICATION.resolve("schemas/links"))) {
            for (Path file : files.toList()) {
                links.put(BASE + "links/" + file.getFileName().toString().replace(".json", ""), Files.readString(file));
            }
        }
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(links));
        Map<String, Schema> schemas = new TreeMap<>();
        try (Stream<Path> files = Files.list(SPECIFICATION.resolve("schemas"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String type = Json.mapper()
                        .readTree(Files.readAllBytes(file))
                        .at("/properties/context/properties/type/enum/0")
                        .asString();
                schemas.put(type, registry.getSchema(Files.readString(file), InputFormat.JSON));
            }
        }
        return schemas;
    }
}
