package io.slipway.config.edit;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.slipway.config.Trees;
import io.slipway.config.document.ConfigList;
import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.ConfigScalar.Type;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.DocumentReader;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Parsed;
import io.slipway.config.document.Position;
import io.slipway.config.render.JsonWriter;
import io.slipway.config.render.YamlWriter;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A change of one key is right whatever the document looks like, and leaves the rest of it alone where that is possible. */
class DocumentEditTest {
    private static final String YAML = """
            # Who we are
            brand: Shop   # as on the sign

            pool:
              # more than the database takes is useless
              size: 10
              name: 'main'
            hosts: [a, b]
            text: |
              two
              lines
            limits: {low: 1, high: 2}
            empty:
            # the end
            """;

    static Stream<Arguments> changes() {
        return Stream.of(
                yaml("brand", text("Kiosk"), "brand: Shop   # as", "brand: Kiosk   # as"),
                yaml("pool.size", number("20"), "size: 10", "size: 20"),
                yaml("pool.name", text("yes"), "'main'", "\"yes\""),
                yaml("pool.timeout", text("5s"), "name: 'main'\n", "name: 'main'\n  timeout: \"5s\"\n"),
                yaml("hosts[1]", text("c"), "[a, b]", "[a, c]"),
                yaml("hosts[2]", text("c"), "[a, b]", "[a, b, c]"),
                yaml("text", text("one"), "|\n  two\n  lines\n", "one\n"),
                yaml("limits.high", number("3"), "high: 2", "high: 3"),
                yaml("limits.mid", number("2"), "high: 2}", "high: 2, mid: 2}"),
                yaml("empty", number("1"), "empty:\n", "empty: 1\n"),
                yaml("empty.not", number("1"), "empty:\n", "empty: {not: 1}\n"),
                yaml("server.http.port", number("80"), "empty:\n", "empty:\nserver:\n  http:\n    port: 80\n"),
                json("a.b", number("2"), "\"b\" : 1", "\"b\" : 2"),
                json("a.c", text("x"), "\"b\" : 1\n", "\"b\" : 1,\n    \"c\": \"x\"\n"),
                Arguments.of(
                        "a.properties",
                        "! why\na.b = 1\\\n  2\nc: 3\n",
                        "a.b",
                        text("é"),
                        "! why\na.b = \\u00e9\nc: 3\n"),
                Arguments.of("a.properties", "a = 1", "b c", text("2"), "a = 1\nb\\ c=2\n"),
                Arguments.of(".env", "export A='1\n2' # why\nB=3\n", "A", text("x y"), "export A='x y' # why\nB=3\n"),
                Arguments.of(".env", "A=1 # why\n", "A", text("2"), "A=2 # why\n"),
                Arguments.of(".env", "A=1\n", "B", text("it's"), "A=1\nB=\"it's\"\n"),
                Arguments.of("new.yaml", "", "a.b", number("1"), "a:\n  b: 1\n"),
                Arguments.of("new.json", "", "a", number("1"), "{\"a\": 1}\n"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aValueChangesAndNothingElse(String path, String text, String key, ConfigNode value, String wanted) {
        Edited edited = DocumentEdit.set(path, text, KeyPath.parse(key), value).orThrow();

        assertThat(edited.text()).isEqualTo(wanted);
        assertThat(edited.kept()).isTrue();
    }

    static Stream<Arguments> removals() {
        return Stream.of(
                Arguments.of("a.yaml", YAML, "pool.size", YAML.replace("  size: 10\n", "")),
                Arguments.of("a.yaml", YAML, "text", YAML.replace("text: |\n  two\n  lines\n", "")),
                Arguments.of("a.yaml", YAML, "limits.low", YAML.replace("low: 1, ", "")),
                Arguments.of("a.yaml", YAML, "limits.high", YAML.replace(", high: 2", "")),
                Arguments.of("a.yaml", "a:\n  b:\n    c: 1\nd: 2\n", "a.b.c", "d: 2\n"),
                Arguments.of("a.yaml", "a: 1\n", "b", "a: 1\n"),
                Arguments.of("a.properties", "a = 1\\\n  2\nb = 3\n", "a", "b = 3\n"),
                Arguments.of(".env", "# why\nA='1\n2'\nB=3", "A", "# why\nB=3"));
    }

    @ParameterizedTest
    @MethodSource("removals")
    void aKeyGoesAndNothingElse(String path, String text, String key, String wanted) {
        Edited edited = DocumentEdit.remove(path, text, KeyPath.parse(key)).orThrow();

        assertThat(edited.text()).isEqualTo(wanted);
        assertThat(edited.kept()).isTrue();
    }

    @Test
    void whatAnAnchorSharesIsWrittenAnewAndThatIsTold() {
        Edited edited = DocumentEdit.set("a.yaml", "a: &x {size: 1}\nb: *x\n", KeyPath.parse("b.size"), number("2"))
                .orThrow();

        assertThat(edited.kept()).isFalse();
        assertThat(edited.text()).isEqualTo("a:\n  size: 1\nb:\n  size: 2\n");
    }

    @Test
    void whatCannotBeIsRefusedWithTheKey() {
        assertThat(DocumentEdit.set("a.yaml", "a: [1]\n", KeyPath.parse("a[5]"), number("2"))
                        .faults())
                .singleElement()
                .hasToString("a.yaml: a[5]: would leave a gap: the list has 1 elements");
        assertThat(DocumentEdit.set(".env", "A=1\n", KeyPath.parse("A"), new ConfigScalar(Type.NULL, "", Position.NONE))
                        .faults())
                .singleElement()
                .hasToString(".env: A: takes a single value in this document, which knows neither lists nor null");
        assertThat(DocumentEdit.set("a.yaml", "a: [\n", KeyPath.parse("b"), number("2"))
                        .faults())
                .isNotEmpty();
        assertThat(DocumentEdit.remove("a.yaml", "a: [1, 2]\n", KeyPath.parse("a[0]"))
                        .faults())
                .isNotEmpty();
    }

    @Property(tries = 400)
    void whateverTheDocumentTheChangeIsRight(
            @ForAll("objects") ConfigObject config, @ForAll("values") ConfigNode value, @ForAll int choice) {
        List<KeyPath> keys = Stream.concat(
                        ConfigTree.leaves(config).keySet().stream(),
                        Stream.of("new", "a.new", "b.c.new[0]").map(KeyPath::parse))
                .toList();
        KeyPath key = keys.get(Math.floorMod(choice, keys.size()));
        ConfigObject wanted = TreeChange.put(config, key, value);

        isRight("a.yaml", YamlWriter.write(config), key, value, wanted);
        isRight("a.json", JsonWriter.write(config), key, value, wanted);
    }

    /** Two levels deep: what is below is edited no differently. */
    @Provide
    Arbitrary<ConfigObject> objects() {
        return objectsOf(Arbitraries.oneOf(
                values(),
                values().list().ofMaxSize(3).map(list -> new ConfigList(list, Position.NONE)),
                objectsOf(values()).map(object -> object)));
    }

    private static Arbitrary<ConfigObject> objectsOf(Arbitrary<ConfigNode> values) {
        return Arbitraries.maps(Trees.names(), values).ofMaxSize(4).map(Trees::object);
    }

    @Provide
    Arbitrary<ConfigNode> values() {
        return Arbitraries.oneOf(
                Trees.texts().map(DocumentEditTest::text), Arbitraries.of(number("1"), number("-2.50")));
    }

    private static void isRight(String path, String text, KeyPath key, ConfigNode value, ConfigObject wanted) {
        switch (DocumentEdit.set(path, text, key, value)) {
            case Parsed.Valid<Edited>(Edited edited) ->
                assertThat(DocumentReader.read(path, edited.text().getBytes(UTF_8))
                                .orThrow()
                                .root()
                                .sameAs(wanted))
                        .as(edited.text())
                        .isTrue();
            case Parsed.Refused<Edited>(var faults) ->
                assertThat(faults).as(text).isEmpty();
        }
    }

    private static Arguments yaml(String key, ConfigNode value, String part, String becomes) {
        assertThat(YAML).contains(part);
        return Arguments.of("base/application.yaml", YAML, key, value, YAML.replace(part, becomes));
    }

    private static Arguments json(String key, ConfigNode value, String part, String becomes) {
        String json = "{\n  \"a\" : {\n    \"b\" : 1\n  }\n}\n";
        return Arguments.of("base/application.json", json, key, value, json.replace(part, becomes));
    }

    private static ConfigNode text(String text) {
        return ConfigScalar.string(text);
    }

    private static ConfigNode number(String digits) {
        return new ConfigScalar(Type.NUMBER, digits, Position.NONE);
    }
}
