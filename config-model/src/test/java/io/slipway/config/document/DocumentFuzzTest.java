package io.slipway.config.document;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Whatever the bytes are: a tree, or faults with places that exist. Nothing is thrown. */
class DocumentFuzzTest {
    @Property(tries = 500)
    void anyBytes(@ForAll byte[] bytes, @ForAll DocumentFormat format) {
        check(bytes, format);
    }

    @Property(tries = 2000)
    void almostDocuments(@ForAll("fragments") String text, @ForAll DocumentFormat format) {
        check(text.getBytes(UTF_8), format);
    }

    private static void check(byte[] bytes, DocumentFormat format) {
        switch (DocumentReader.read("x", format, bytes)) {
            case Parsed.Valid<ConfigTree>(ConfigTree tree) ->
                assertThat(tree.leaves().values())
                        .allSatisfy(leaf -> assertThat(leaf.position().line()).isPositive());
            case Parsed.Refused<ConfigTree> refused ->
                assertThat(refused.faults()).allSatisfy(fault -> {
                    assertThat(fault.document()).isEqualTo("x");
                    assertThat(fault.line()).isNotNegative();
                    assertThat(fault.column()).isNotNegative();
                    assertThat(fault.message()).isNotBlank();
                });
        }
    }

    @Provide
    Arbitrary<String> fragments() {
        return Arbitraries.of(
                        "a",
                        "b",
                        "a.b",
                        "[0]",
                        "[",
                        "]",
                        "{",
                        "}",
                        ":",
                        ": ",
                        "- ",
                        ",",
                        "\n",
                        "\n  ",
                        "\t",
                        "\"",
                        "'",
                        "`",
                        "=",
                        "#",
                        "\\",
                        "\\u00",
                        "&x ",
                        "*x",
                        "<<: ",
                        "!!int ",
                        "!t ",
                        "|\n",
                        ">-\n",
                        "? ",
                        "---\n",
                        "...",
                        "%YAML 1.2\n",
                        "1",
                        "-1.5e3",
                        "1e99999",
                        "true",
                        "null",
                        "~",
                        "export ",
                        "\u0085",
                        "\ud83d\ude80",
                        "\ufeff",
                        "\u0001",
                        "\"a\":",
                        "$",
                        "0x",
                        "0o9",
                        ".")
                .list()
                .ofMaxSize(25)
                .map(parts -> String.join("", parts));
    }
}
