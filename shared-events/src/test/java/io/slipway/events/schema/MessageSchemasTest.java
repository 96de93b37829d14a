package io.slipway.events.schema;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.slipway.events.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

class MessageSchemasTest {
    private static final Path SCHEMAS = Path.of("src/main/resources/schemas");
    private static final Path RELEASED = Path.of("src/test/resources/released");
    private static final String SUFFIX = ".schema.json";

    static Stream<String> types() {
        return Contract.all().keySet().stream();
    }

    static Stream<Path> released() {
        return GeneratedFile.names(RELEASED).stream().sorted().map(RELEASED::resolve);
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeHasTheSchemaOfItsRecord(String type) {
        GeneratedFile.check(
                SCHEMAS.resolve(type + SUFFIX),
                GeneratedFile.pretty(Contract.of(type).schema()));
    }

    @Test
    void thereIsNoSchemaWithoutAType() {
        assertThat(GeneratedFile.names(SCHEMAS))
                .isEqualTo(types().map(type -> type + SUFFIX).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("released")
    void aReleasedSchemaOnlyGrows(Path released) {
        String type = released.getFileName().toString().replace(SUFFIX, "");
        assertThat(Contract.all()).as("the released type %s", type).containsKey(type);

        assertThat(SchemaCompatibility.breaks(
                        Json.mapper().readTree(GeneratedFile.read(released)),
                        Contract.of(type).schema()))
                .isEmpty();
    }
}
