package io.slipway.config.render;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.config.Trees;
import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.DocumentFormat;
import io.slipway.config.document.DocumentReader;
import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Parsed;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class RenderingTest {
    private static final RenderOptions OPTIONS =
            new RenderOptions("web", "shop", (key, _) -> key.toString().contains("password"));

    @Property(tries = 100)
    void yamlIsReadAsItWasWritten(@ForAll("objects") ConfigObject object) {
        String yaml = render(object, RenderFormat.YAML);
        assertThat(read(DocumentFormat.YAML, yaml).root().sameAs(object))
                .as(yaml)
                .isTrue();
    }

    @Property(tries = 100)
    void jsonIsReadAsItWasWritten(@ForAll("objects") ConfigObject object) {
        String json = render(object, RenderFormat.JSON);
        assertThat(read(DocumentFormat.JSON, json).root().sameAs(object))
                .as(json)
                .isTrue();
    }

    @Property(tries = 100)
    void propertiesAreReadAsTheyWereWrittenByJavaAndHere(@ForAll("objects") ConfigObject object) throws IOException {
        if (!Holes.in(object).isEmpty()) {
            assertThat(ConfigRenderer.render(object, RenderFormat.PROPERTIES, OPTIONS)
                            .faults())
                    .isNotEmpty();
            return;
        }
        String text = render(object, RenderFormat.PROPERTIES);
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        assertThat(properties).isEqualTo(ConfigTree.flatten(object));
        assertThat(text.chars()).allMatch(c -> c < 127);
        assertThat(read(DocumentFormat.PROPERTIES, text).flatten()).isEqualTo(ConfigTree.flatten(object));
    }

    @Property(tries = 200)
    void anEnvFileIsReadAsItWasWritten(@ForAll("texts") List<String> values) {
        ConfigObject object = numbered(values);
        assertThat(read(DocumentFormat.DOTENV, render(object, RenderFormat.ENV)).flatten())
                .isEqualTo(upper(object));
    }

    @Property(tries = 100)
    void dockerReadsEveryLineAsItIsOrTheValueIsRefused(@ForAll("texts") List<String> values) {
        ConfigObject object = numbered(values);
        boolean lines = values.stream().anyMatch(value -> value.contains("\n") || value.contains("\r"));
        Parsed<String> rendered = ConfigRenderer.render(object, RenderFormat.DOCKER_ENV, OPTIONS);
        assertThat(rendered.faults().isEmpty()).isNotEqualTo(lines);
        rendered.toOptional()
                .ifPresent(text -> assertThat(Arrays.stream(text.split("\n"))
                                .filter(line -> !line.isEmpty())
                                .collect(Collectors.toMap(
                                        line -> line.substring(0, line.indexOf('=')),
                                        line -> line.substring(line.indexOf('=') + 1))))
                        .isEqualTo(upper(object)));
    }

    @Property(tries = 200)
    void aManifestHoldsTheValues(@ForAll("texts") List<String> values) {
        ConfigObject object = numbered(values);
        RenderOptions nothingSecret = new RenderOptions("web", null, (_, _) -> false);
        RenderOptions allSecret = new RenderOptions("web", null, (_, _) -> true);
        Map<String, String> plain = data(ConfigRenderer.render(object, RenderFormat.K8S_CONFIGMAP, nothingSecret));
        Map<String, String> secret = data(ConfigRenderer.render(object, RenderFormat.K8S_SECRET, allSecret));
        secret.replaceAll((_, value) -> new String(Base64.getDecoder().decode(value), UTF_8));
        assertThat(plain).isEqualTo(upper(object));
        assertThat(secret).isEqualTo(upper(object));
    }

    @Test
    void aShellReadsAnEnvFile(@TempDir Path folder) throws IOException, InterruptedException {
        List<String> values = List.of(
                "",
                " x ",
                "it's",
                "it's \"so\"",
                "$HOME",
                "`id`",
                "it's `id` $(id) \\",
                "a\nb",
                "it's\ntwo",
                "#",
                "a # b",
                "~",
                "*",
                "\u00e4");
        Path file = Files.writeString(folder.resolve("web.env"), render(numbered(values), RenderFormat.ENV));
        Process shell = new ProcessBuilder(
                        "sh",
                        "-c",
                        ". \"$0\"; i=0; while [ $i -lt $1 ]; do eval \"printf '%s|' \\\"\\$V$i\\\"\"; i=$((i+1)); done",
                        file.toString(),
                        String.valueOf(values.size()))
                .redirectErrorStream(true)
                .start();
        assertThat(new String(shell.getInputStream().readAllBytes(), UTF_8)).isEqualTo(String.join("|", values) + "|");
        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void variablesAreNamedAsSpringBindsThem() {
        ConfigObject object = read(
                        DocumentFormat.YAML,
                        "spring.main.log-startup-info: true\nmy:\n  list: [{name: a}, {name: b}]\n  none: []\n"
                                + "logging.level:\n  '[com.example]': DEBUG\nDATABASE_URL: 'postgres://x/y?z'\ncamelCase: 1\n")
                .root();
        assertThat(render(object, RenderFormat.ENV)).isEqualTo("""
                        CAMELCASE=1
                        DATABASE_URL='postgres://x/y?z'
                        LOGGING_LEVEL_COM_EXAMPLE=DEBUG
                        MY_LIST_0_NAME=a
                        MY_LIST_1_NAME=b
                        MY_NONE=
                        SPRING_MAIN_LOGSTARTUPINFO=true
                        """);
    }

    @Test
    void keysThatBecomeOneVariableAreFaults() {
        ConfigObject object = read(DocumentFormat.YAML, "a.b-c: 1\nA_BC: 2\n1st: 3\nna\u00efve: 4\n")
                .root();
        assertThat(ConfigRenderer.render(object, RenderFormat.ENV, OPTIONS).faults())
                .extracting(Fault::toString)
                .containsExactly(
                        "x:2:7: A_BC: becomes A_BC, as a.b-c does",
                        "x:3:6: 1st: has no name for an environment variable: it would be 1ST",
                        "x:4:8: na\u00efve: has no name for an environment variable: it would be NA\u00efVE");
    }

    @Test
    void secretsGoIntoTheSecretAndNowhereElse() {
        ConfigObject object = read(DocumentFormat.YAML, "db: {url: 'x:y', password: hunter2}\nport: 80\n")
                .root();
        assertThat(render(object, RenderFormat.K8S_CONFIGMAP)).isEqualTo("""
                        apiVersion: v1
                        kind: ConfigMap
                        metadata:
                          name: web
                          namespace: shop
                        data:
                          DB_URL: "x:y"
                          PORT: "80"
                        """);
        assertThat(render(object, RenderFormat.K8S_SECRET)).isEqualTo("""
                        apiVersion: v1
                        kind: Secret
                        metadata:
                          name: web
                          namespace: shop
                        type: Opaque
                        data:
                          DB_PASSWORD: "aHVudGVyMg=="
                        """);
    }

    @Test
    void aManifestNeedsANameThatKubernetesTakes() {
        assertThat(List.of("", "Web", "a_b", "-a", "a..b", "x".repeat(254)))
                .allSatisfy(name -> assertThat(ConfigRenderer.render(
                                        ConfigObject.EMPTY, RenderFormat.K8S_SECRET, RenderOptions.named(name))
                                .faults())
                        .hasSize(1));
    }

    @Test
    void everyFormatHasAName() {
        assertThat(Arrays.stream(RenderFormat.values()).map(RenderFormat::id))
                .containsExactly("env", "json", "yaml", "properties", "k8s-configmap", "k8s-secret", "docker-env");
        assertThat(RenderFormat.ofId("K8S_SECRET")).isEmpty();
    }

    @Provide
    Arbitrary<ConfigObject> objects() {
        return Trees.objects();
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Trees.texts().list().ofMaxSize(6);
    }

    private static ConfigObject numbered(List<String> values) {
        Map<String, ConfigNode> members = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            members.put("v" + i, ConfigScalar.string(values.get(i)));
        }
        return Trees.object(members);
    }

    private static Map<String, String> upper(ConfigObject object) {
        Map<String, String> upper = new LinkedHashMap<>();
        ConfigTree.flatten(object).forEach((key, value) -> upper.put(key.toUpperCase(Locale.ROOT), value));
        return upper;
    }

    private static String render(ConfigObject object, RenderFormat format) {
        return ConfigRenderer.render(object, format, OPTIONS).orThrow();
    }

    private static ConfigTree read(DocumentFormat format, String text) {
        return DocumentReader.read("x", format, text.getBytes(UTF_8)).orThrow();
    }

    private static Map<String, String> data(Parsed<String> manifest) {
        Map<String, String> data = new LinkedHashMap<>();
        read(DocumentFormat.YAML, manifest.orThrow())
                .find(KeyPath.parse("data"))
                .map(node -> ConfigTree.flatten((ConfigObject) node))
                .ifPresent(data::putAll);
        return data;
    }
}
