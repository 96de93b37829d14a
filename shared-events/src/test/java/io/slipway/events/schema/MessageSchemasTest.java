package io.slipway.events.schema;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import io.slipway.events.Message;
import io.slipway.events.json.Json;
import io.slipway.events.json.MessageCatalogue;

import static org.assertj.core.api.Assertions.assertThat;

class MessageSchemasTest {
    private static final Path SCHEMAS = Path.of("src/main/resources/schemas");
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path RELEASED = Path.of("src/test/resources/released");
    private static final String SUFFIX = ".schema.json";

    static Stream<String> types() {
        return MessageCatalogue.all().keySet().stream();
    }

    static Stream<Path> released() {
        return GeneratedFile.names(RELEASED).stream().sorted().map(RELEASED::resolve);
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyMessageTypeHasTheSchemaOfItsRecord(String type) {
        GeneratedFile.check(SCHEMAS.resolve(type + SUFFIX), GeneratedFile.pretty(JsonSchemas.of(message(type))));
    }

    @Test
    void thereIsNoSchemaWithoutAMessageType() {
        assertThat(GeneratedFile.names(SCHEMAS))
                .isEqualTo(types().map(type -> type + SUFFIX).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyMessageTypeHasAGoldenMessage(String type) {
        GeneratedFile.check(GOLDEN.resolve(type).resolve("1.json"), golden(message(type)));
    }

    @ParameterizedTest
    @MethodSource("types")
    void aGoldenMessageComesBackAsItWas(String type) {
        String golden = golden(message(type));

        Message decoded = Json.mapper().readValue(golden, message(type));

        assertThat(Json.mapper().readTree(Json.write(decoded)))
                .isEqualTo(Json.mapper().readTree(golden));
    }

    @ParameterizedTest
    @MethodSource("types")
    void aGoldenMessageFitsItsSchema(String type) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(GeneratedFile.pretty(JsonSchemas.of(message(type))), InputFormat.JSON);

        assertThat(schema.validate(golden(message(type)), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("released")
    void aReleasedSchemaOnlyGrows(Path released) {
        String type = released.getFileName().toString().replace(SUFFIX, "");
        assertThat(MessageCatalogue.find(type)).as("the released type %s", type).isPresent();

        assertThat(SchemaCompatibility.breaks(
                        Json.mapper().readTree(GeneratedFile.read(released)), JsonSchemas.of(message(type))))
                .isEmpty();
    }

    private static String golden(Class<? extends Message> message) {
        return GeneratedFile.pretty(Json.tree(Samples.of(message)));
    }

    private static Class<? extends Message> message(String type) {
        return MessageCatalogue.find(type).orElseThrow();
    }
}
