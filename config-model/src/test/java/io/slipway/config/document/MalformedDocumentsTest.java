package io.slipway.config.document;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class MalformedDocumentsTest {
    @ParameterizedTest
    @MethodSource("documents")
    void aMalformedDocumentIsRefusedWithThePlace(String name, String text, List<String> faults) {
        assertThat(DocumentReader.read(name, text.getBytes(UTF_8)).faults())
                .extracting(Fault::toString)
                .containsExactlyElementsOf(faults);
    }

    static List<Arguments> documents() {
        return List.of(
                arguments("a.yml", "a: 1\nb: 2\na: 3\n", List.of("a.yml:3:1: a: is there already, in line 1")),
                arguments(
                        "a.yml",
                        "server.port: 1\nserver:\n  port: 2\n",
                        List.of("a.yml:3:3: server.port: is there already, in line 1")),
                arguments(
                        "a.yml",
                        "a: 1\na: 2\nb: {c: 1, c: 2}\n",
                        List.of(
                                "a.yml:2:1: a: is there already, in line 1",
                                "a.yml:3:11: b.c: is there already, in line 3")),
                arguments(
                        "a.yml",
                        "a:\n\tb: 1\n",
                        List.of("a.yml:2:1: not valid YAML: a tab stands where YAML takes only spaces")),
                arguments(
                        "a.yml",
                        "a: 1\n---\nb: 2\n",
                        List.of("a.yml:2:1: one document in a file; here a second begins")),
                arguments("a.yml", "a: &a\n  b: *a\n", List.of("a.yml:1:4: a.b: an alias that contains itself")),
                arguments(
                        "a.yml",
                        "a: b: c\n",
                        List.of("a.yml:1:5: not valid YAML: mapping values are not allowed here")),
                arguments("a.yml", "- a\n", List.of("a.yml:1:1: a document is a map of keys to values")),
                arguments(
                        "a.yml",
                        "a: !!java.net.URL [x]\n",
                        List.of("a.yml:1:4: a: the tag tag:yaml.org,2002:java.net.URL is not known")),
                arguments("a.yml", "a: !secret x\n", List.of("a.yml:1:4: a: the tag !secret is not known")),
                arguments("a.yml", "a: !app {b: 1}\n", List.of("a.yml:1:4: a: the tag !app is not known")),
                arguments("a.yml", "a: 1\n[b]: 2\n", List.of("a.yml:2:1: a key is plain text")),
                arguments(
                        "a.yml",
                        "a: 1\na.b: 2\n",
                        List.of("a.yml:2:1: a.b: cannot be a group: a part of this key is a value, in line 1")),
                arguments("a.yml", "a: 1e999999\n", List.of("a.yml:1:4: a: " + Numbers.UNREASONABLE)),
                arguments("a.yml", "a..b: 1\n", List.of("a.yml:1:1: a..b: a key has no empty name between its dots")),
                arguments("a.json", "{\"a\": 1,\n \"a\": 2}", List.of("a.json:2:2: a: is there already, in line 1")),
                arguments("a.json", "[1]", List.of("a.json:1:1: a JSON document is an object, which begins with '{'")),
                arguments("a.json", "", List.of("a.json:1:1: a JSON document is an object, which begins with '{'")),
                arguments("a.json", "{} {}", List.of("a.json:1:4: nothing follows the closing '}' of a document")),
                arguments(
                        "a.json",
                        "{\"a\": \"\\ud800\"}",
                        List.of("a.json:1:2: a: has half a surrogate pair, which no file can hold")),
                arguments(
                        "a.properties",
                        "a=1\n b : 2\na 3\n",
                        List.of("a.properties:3:1: a: is there already, in line 1")),
                arguments("a.properties", "a=x\\u00zz\n", List.of("a.properties:1:4: \\u needs four hex digits")),
                arguments("a.properties", "l[0]=a\nl[2]=c\n", List.of("a.properties:2:1: l[2]: comes without l[1]")),
                arguments(
                        "a.properties",
                        "a=1\n#---\nb=2\n",
                        List.of("a.properties:2:1: one document in a file; '#---' begins a second")),
                arguments(
                        "a.properties",
                        "a=1\na.b=2\n",
                        List.of("a.properties:2:1: a.b: cannot be a group: a part of this key is a value, in line 1")),
                arguments("a.properties", "=1\n", List.of("a.properties:1:1: a key has to have a name")),
                arguments(".env", "A=1\nexport A=2\n", List.of(".env:2:8: A: is there already, in line 1")),
                arguments(".env", "A\n", List.of(".env:1:1: A: has no value; write A= for an empty one")),
                arguments(".env", "A='x\nB=1\n", List.of(".env:1:3: A: this quote is not closed")),
                arguments(".env", "A='x' y\n", List.of(".env:1:7: A: nothing but a comment follows a closing quote")),
                arguments(
                        ".env",
                        "A=\"C:\\windows\"\n",
                        List.of(".env:1:6: A: a backslash between double quotes is written \\\\")),
                arguments(
                        ".env",
                        "A=x#y\n",
                        List.of(".env:1:4: A: '#' within a value needs quotes: for some tools it begins a comment")),
                arguments(
                        ".env",
                        "1A=x\n",
                        List.of(
                                ".env:1:1: 1A: a name has letters, digits, '_', '.' and '-' and begins with a letter or '_'")),
                arguments(
                        "a.toml",
                        "a = 1",
                        List.of(
                                "a.toml: no format has this ending; .yml, .yaml, .json, .properties and .env are read")),
                arguments(
                        "a.properties", "a=1\nb=x\0y\n", List.of("a.properties:2:4: a document has no NUL character")));
    }

    @Test
    void bytesThatAreNotUtf8AreFound() {
        byte[] latin = "a: 1\nb: caf\u00e9\n".getBytes(ISO_8859_1);
        for (String name : List.of("a.yml", "a.properties", "a.json", ".env")) {
            assertThat(DocumentReader.read(name, latin).faults())
                    .containsExactly(new Fault(name, 2, 7, "", "this byte is not UTF-8"));
        }
    }

    @Test
    void aDocumentOfTenMegabytesIsRefusedUnread() {
        byte[] large = ("a: " + "x".repeat(10 * 1024 * 1024)).getBytes(UTF_8);
        assertThat(DocumentReader.read("a.yml", large).faults())
                .containsExactly(Fault.of("a.yml", "has 10485763 bytes; a document has at most 1048576"));
    }

    @Test
    void aBombOfAliasesIsRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a%1$d: &a%1$d [*a%2$d, *a%2$d, *a%2$d, *a%2$d, *a%2$d, *a%2$d]\n".formatted(i, i - 1));
        }
        assertThat(DocumentReader.read("a.yml", bomb.toString().getBytes(UTF_8)).faults())
                .isNotEmpty();
        assertThat(DocumentReader.read("a.yml", "a: [1, 2]\n".repeat(1).getBytes(UTF_8))
                        .faults())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("deep")
    void deepNestingIsRefused(String name, String text) {
        assertThat(DocumentReader.read(name, text.getBytes(UTF_8)).faults()).isNotEmpty();
    }

    static List<Arguments> deep() {
        return List.of(
                arguments("a.yml", "a: " + "[".repeat(100_000)),
                arguments("a.yml", "{a: ".repeat(60) + "1" + "}".repeat(60)),
                arguments("a.json", "{\"a\":".repeat(100_000)),
                arguments("a.json", "{\"a\":".repeat(60) + "1" + "}".repeat(60)),
                arguments("a.properties", "a.".repeat(60) + "a=1"),
                arguments("a.properties", "a" + "[0]".repeat(60) + "=1"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aPathLeadsNowhereElse(String path) {
        assertThat(DocumentPath.check(path)).isPresent();
    }

    static List<String> paths() {
        return List.of(
                "../a.yml", "a/../../b.yml", "/etc/passwd", "a//b.yml", "a\\b.yml", "C:/a.yml", "a\0.yml", ".", "");
    }
}
