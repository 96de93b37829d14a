package io.slipway.config.document;

import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

import org.junit.jupiter.api.Test;

import io.slipway.config.Trees;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class DocumentRoundTripTest {
    @Test
    void everyValueKnowsItsPlace() {
        ConfigTree tree =
                read("a.yml", "server:\n  port: 8080\n  hosts: [a, 'b']\nlogging.level:\n  com.example: DEBUG\n");
        assertThat(tree.leaves())
                .hasToString("{server.port=" + scalar("NUMBER", "8080", 2, 9) + ", server.hosts[0]="
                        + scalar("STRING", "a", 3, 11) + ", server.hosts[1]=" + scalar("STRING", "b", 3, 14)
                        + ", logging.level.com.example=" + scalar("STRING", "DEBUG", 5, 16) + "}");
        assertThat(tree.root().members().get("server").at()).isEqualTo(new Position("a.yml", 1, 1));
    }

    @Test
    void allFormatsSayTheSame() {
        Map<String, String> wanted = Map.of("a.b[0].c", "x", "a.b[1].c", "y", "d", "1");
        assertThat(read("a.yml", "a: {b: [{c: x}, {c: y}]}\nd: 1\n").flatten()).isEqualTo(wanted);
        assertThat(read("a.json", "{\"a.b\": [{\"c\": \"x\"}, {\"c\": \"y\"}], \"d\": 1}")
                        .flatten())
                .isEqualTo(wanted);
        assertThat(read("a.properties", "a.b[0].c = x\na.b[1].c : y\nd 1\n").flatten())
                .isEqualTo(wanted);
        assertThat(read(".env", "A=1\nexport B='a $x' # c\nC=\"1\\n2\"\nD= x y # c\nE=\nF=`it's \"so\"`\nG='1\n2'\n")
                        .flatten())
                .isEqualTo(Map.of(
                        "A", "1", "B", "a $x", "C", "1\n2", "D", "x y", "E", "", "F", "it's \"so\"", "G", "1\n2"));
    }

    @Test
    void yamlOfOlderVersionsIsNotTakenForSomethingElse() {
        ConfigTree tree = read("a.yml", "a: yes\nb: 007\nc: 0x1F\nd: 1_000\ne: .inf\nf: 2026-11-26\ng: TRUE\nh:\n");
        assertThat(tree.root().json())
                .hasToString("{\"a\":\"yes\",\"b\":\"007\",\"c\":31,\"d\":\"1_000\",\"e\":\".inf\","
                        + "\"f\":\"2026-11-26\",\"g\":true,\"h\":null}");
    }

    @Test
    void mergedKeysGiveWayToThoseWrittenHere() {
        ConfigTree tree = read("a.yml", "base: &b {x: 1, y: 2}\nmore: &m {z: 3}\nc:\n  <<: [*b, *m]\n  y: 5\n");
        assertThat(tree.find(KeyPath.parse("c")).orElseThrow().json()).hasToString("{\"y\":5,\"x\":1,\"z\":3}");
    }

    @Property(tries = 100)
    void whatIsFlattenedComesBack(@ForAll("objects") ConfigObject object) {
        Map<String, ConfigScalar> flat = new LinkedHashMap<>();
        boolean[] hasEmpty = {false};
        ConfigTree.leaves(object).forEach((key, value) -> {
            if (value instanceof ConfigScalar scalar) {
                flat.put(key.toString(), scalar);
            } else {
                hasEmpty[0] = true;
            }
        });
        if (!hasEmpty[0]) {
            assertThat(ConfigTree.unflatten("x", flat).orThrow().root().sameAs(object))
                    .isTrue();
        }
    }

    @Property(tries = 100)
    void aKeyIsReadAsItIsWritten(@ForAll("objects") ConfigObject object) {
        ConfigTree.leaves(object)
                .keySet()
                .forEach(key -> assertThat(KeyPath.parse(key.toString())).isEqualTo(key));
    }

    @Property(tries = 1000)
    void propertiesAreReadAsJavaReadsThem(@ForAll("propertiesText") String text) throws IOException {
        Parsed<ConfigTree> ours = DocumentReader.read("a.properties", text.getBytes(UTF_8));
        Properties theirs = new Properties();
        try {
            theirs.load(new StringReader(text));
        } catch (IllegalArgumentException e) {
            assertThat(ours.faults()).isNotEmpty();
            return;
        }
        switch (ours) {
            case Parsed.Valid<ConfigTree>(ConfigTree tree) -> {
                // A lone backslash at the end of a line is an empty key to Java, and nothing here.
                theirs.remove("", "");
                assertThat(tree.flatten()).isEqualTo(theirs);
            }
            case Parsed.Refused<ConfigTree> refused ->
                assertThat(refused.faults())
                        .allSatisfy(fault -> assertThat(fault.message())
                                .containsAnyOf(
                                        "there already",
                                        "control characters",
                                        "has to have a name",
                                        "'#---'",
                                        // Java lets the digits go on in the next line.
                                        "four hex digits"));
        }
    }

    @Provide
    Arbitrary<ConfigObject> objects() {
        return Trees.objects();
    }

    @Provide
    Arbitrary<String> propertiesText() {
        return Arbitraries.of(
                        " ", "\t", "\f", "\n", "\r", "\r\n", "\\", "\\\n", "\\\r\n", "=", ":", "#", "!", "a", "b", "u",
                        "n", "\\u0041", "\\u12", "\u00e4", "-", "#---")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }

    private static ConfigTree read(String name, String text) {
        return DocumentReader.read(name, text.getBytes(UTF_8)).orThrow();
    }

    private static String scalar(String type, String text, int line, int column) {
        return new ConfigScalar(ConfigScalar.Type.valueOf(type), text, new Position("a.yml", line, column)).toString();
    }
}
