package io.slipway.events.schema;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
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

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every message that was ever on a topic is still read. Of each type there is a folder with what it looked like at first,
 * {@code 1.json}, and one more file for each time that it has grown. A file that is there is never written again.
 */
class GoldenMessagesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static Stream<String> types() {
        return Contract.all().keySet().stream();
    }

    static Stream<Path> files() {
        return types().flatMap(type -> files(type).stream());
    }

    @ParameterizedTest
    @MethodSource("types")
    void theNewestGoldenMessageIsWhatTheRecordSaysToday(String type) {
        String today = GeneratedFile.pretty(Contract.of(type).sample());
        List<Path> files = files(type);
        if (files.isEmpty() || !GeneratedFile.read(files.getLast()).equals(today)) {
            GeneratedFile.add(GOLDEN.resolve(type).resolve(files.size() + 1 + ".json"), today);
        }

        assertThat(files(type))
                .as("%s has no golden message; run the test with -Dslipway.regenerate=true", type)
                .isNotEmpty();
        assertThat(GeneratedFile.read(files(type).getLast()))
                .as("%s has changed; run the test with -Dslipway.regenerate=true, which adds a file", type)
                .isEqualTo(today);
    }

    /** What was not there yet has its default afterwards; whatever was there is there still. */
    @ParameterizedTest
    @MethodSource("files")
    void whatAGoldenMessageOfAnyAgeSaysComesBack(Path file) {
        JsonNode golden = Json.mapper().readTree(GeneratedFile.read(file));

        Message decoded = Json.mapper().treeToValue(golden, entry(file).record());

        JsonNode back = Json.mapper().readTree(Json.write(decoded));
        assertThat(without(back, golden)).isEqualTo(golden);
        assertThat(Json.mapper().treeToValue(back, entry(file).record())).isEqualTo(decoded);
    }

    @ParameterizedTest
    @MethodSource("types")
    void theNewestGoldenMessageComesBackAsItWas(String type) {
        JsonNode golden = Json.mapper().readTree(GeneratedFile.read(files(type).getLast()));

        Message decoded = Json.mapper().treeToValue(golden, Contract.of(type).record());

        assertThat(Json.mapper().readTree(Json.write(decoded))).isEqualTo(golden);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aGoldenMessageOfAnyAgeFitsTheSchemaOfToday(Path file) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(GeneratedFile.pretty(entry(file).schema()), InputFormat.JSON);

        assertThat(schema.validate(GeneratedFile.read(file), InputFormat.JSON)).isEmpty();
    }

    @Test
    void theFilesOfATypeAreNumberedWithoutAGap() {
        assertThat(types())
                .allSatisfy(type -> assertThat(files(type))
                        .extracting(GoldenMessagesTest::number)
                        .containsExactlyElementsOf(Stream.iterate(1, number -> number + 1)
                                .limit(files(type).size())
                                .toList()));
    }

    @Test
    void thereIsNoGoldenMessageWithoutAType() {
        assertThat(GeneratedFile.names(GOLDEN)).isEqualTo(Contract.all().keySet());
    }

    /** A message without the fields that the older one has not. */
    private static JsonNode without(JsonNode message, JsonNode older) {
        if (message instanceof ObjectNode object && older.isObject()) {
            ObjectNode common = Json.mapper().createObjectNode();
            object.properties().stream()
                    .filter(field -> older.has(field.getKey()))
                    .forEach(field -> common.set(field.getKey(), without(field.getValue(), older.get(field.getKey()))));
            return common;
        }
        if (message instanceof ArrayNode array && older.size() == array.size()) {
            ArrayNode common = Json.mapper().createArrayNode();
            for (int i = 0; i < array.size(); i++) {
                common.add(without(array.get(i), older.get(i)));
            }
            return common;
        }
        return message;
    }

    private static Contract.Entry entry(Path file) {
        return Contract.of(file.getParent().getFileName().toString());
    }

    /** The oldest first. */
    private static List<Path> files(String type) {
        Path folder = GOLDEN.resolve(type);
        return GeneratedFile.names(folder).stream()
                .map(folder::resolve)
                .sorted(Comparator.comparingInt(GoldenMessagesTest::number))
                .toList();
    }

    private static int number(Path file) {
        return Integer.parseInt(file.getFileName().toString().replace(".json", ""));
    }
}
