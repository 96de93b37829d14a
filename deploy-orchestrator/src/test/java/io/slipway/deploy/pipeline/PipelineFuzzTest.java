package io.slipway.deploy.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import io.slipway.events.json.Json;
import io.slipway.kit.aggregate.Directory;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Whatever comes in, violations come out. */
class PipelineFuzzTest {
    private static final PipelineParser PARSER = new PipelineParser(Directory.NONE);
    private static final String GREETER = greeter();

    @Property(tries = 500)
    void anyBytesGiveViolations(@ForAll byte[] file) {
        assertThat(PARSER.parse(file)).isInstanceOf(ParsedPipeline.Invalid.class);
    }

    @Property(tries = 500)
    void anyTextOfYamlGivesViolations(@ForAll("yamlish") String file) {
        assertThat(PARSER.parse(file.getBytes(UTF_8))).isInstanceOfSatisfying(ParsedPipeline.Invalid.class, invalid -> {
            assertThat(invalid.violations()).isNotEmpty();
        });
    }

    @Property(tries = 1000)
    void aDamagedFileIsReadOrGivesViolations(@ForAll("damaged") String file) {
        switch (PARSER.parse(file.getBytes(UTF_8))) {
            case ParsedPipeline.Valid valid ->
                assertThat(Json.write(valid.spec())).isNotEmpty();
            case ParsedPipeline.Invalid invalid ->
                assertThat(invalid.violations())
                        .isNotEmpty()
                        .allSatisfy(fault -> assertThat(fault.message()).isNotBlank());
        }
    }

    @Provide
    Arbitrary<String> yamlish() {
        return tokens().list().ofMaxSize(40).map(parts -> String.join("", parts));
    }

    /** The example with one stretch replaced by something else. */
    @Provide
    Arbitrary<String> damaged() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, GREETER.length() - 1),
                        Arbitraries.integers().between(0, 30),
                        tokens())
                .as((at, length, token) ->
                        GREETER.substring(0, at) + token + GREETER.substring(Math.min(GREETER.length(), at + length)));
    }

    private static Arbitrary<String> tokens() {
        return Arbitraries.oneOf(
                Arbitraries.of(List.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ":",
                        ": ",
                        "- ",
                        "\n",
                        "  ",
                        "&a ",
                        "*a",
                        "!!str ",
                        "!x ",
                        "|",
                        ">",
                        "\"",
                        "'",
                        "---\n",
                        "...\n",
                        "%YAML 9.9\n",
                        "? ",
                        "#",
                        "null",
                        "true",
                        "~",
                        ".inf",
                        "1e999999999",
                        "-1",
                        "0x10",
                        "<<",
                        "spec",
                        "services",
                        "name",
                        "metadata",
                        "environments",
                        "\t",
                        "\u0000",
                        "\u0085",
                        "\ud83d",
                        "99999999999999999999",
                        "P1Y",
                        "PT999999999H",
                        "0s")),
                Arbitraries.strings().ofMaxLength(5));
    }

    private static String greeter() {
        try (InputStream in = PipelineFuzzTest.class.getResourceAsStream("/pipelines/greeter.yaml")) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
