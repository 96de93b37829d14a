package io.slipway.config.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.slipway.config.Trees;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;
import io.slipway.config.layer.ConfigDocument;
import io.slipway.config.layer.ConfigSource;
import io.slipway.config.layer.LayerPath;
import io.slipway.config.layer.Target;
import io.slipway.config.render.JsonWriter;
import io.slipway.config.render.YamlWriter;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class SpringExchangeTest {
    private static final Map<String, String> REPOSITORY = Map.of(
            "application.yml", "# shared\nserver:\n  port: 8080\ntimeout: 30\n",
            "application-production.yml", "timeout: 40   # slower\n",
            "web.properties", "# web\ntimeout=35\n",
            "web-production.yml", "---\nserver.port: 80\n",
            "billing/application.yml", "queue: bills\n",
            "billing/application-production.yml", "queue: real-bills\n",
            "production/api.yml", "limit: 5\n");

    @Test
    void aRepositoryComesBackByteForByte() {
        FileSet files = FileSet.ofTexts(REPOSITORY);
        Imported imported = SpringImport.read(files, Set.of()).orThrow();
        assertThat(imported.source().documents().keySet())
                .containsExactly(
                        "base/application.yml",
                        "environments/production/application-production.yml",
                        "environments/production/services/api/api.yml",
                        "environments/production/services/billing/application-production.yml",
                        "environments/production/services/web/web-production.yml",
                        "services/billing/application.yml",
                        "services/web/web.properties");
        Exported exported = SpringExport.write(imported.source()).orThrow();
        assertThat(exported.files()).isEqualTo(files);
        assertThat(exported.notes()).isEmpty();
    }

    @Test
    void aServiceGetsWhatSpringWouldGiveIt() {
        ConfigSource source = SpringImport.read(FileSet.ofTexts(REPOSITORY), Set.of())
                .orThrow()
                .source();
        assertThat(source.effective(Target.of("production", "web")).flatten())
                .isEqualTo(Map.of("server.port", "80", "timeout", "40"));
        assertThat(source.effective(Target.of("staging", "web")).flatten())
                .isEqualTo(Map.of("server.port", "8080", "timeout", "35"));
    }

    @Test
    void documentsOfOneFileBecomeDocumentsOfTheirLayers() {
        String file = """
                # everybody
                a: 1
                b: [x, y]
                ---
                spring:
                  config:
                    activate:
                      on-profile: production | staging
                a: 2   # kept
                --- # the last
                spring.config.activate.on-profile: [staging]
                b: [z]
                """;
        ConfigSource source = SpringImport.read(FileSet.ofTexts(Map.of("application.yml", file)), Set.of())
                .orThrow()
                .source();
        assertThat(source.documents().values())
                .extracting(document -> document.path() + "=" + new String(document.bytes(), UTF_8))
                .containsExactly(
                        "base/application-001.yml=# everybody\na: 1\nb: [x, y]\n",
                        "environments/production/application-002.yml=a: 2   # kept\n",
                        "environments/staging/application-002.yml=a: 2   # kept\n",
                        "environments/staging/application-003.yml= # the last\nb: [z]\n");
        FileSet exported = SpringExport.write(source).orThrow().files();
        ConfigSource again = SpringImport.read(exported, Set.of()).orThrow().source();
        assertSameForAll(source, again);
        assertThat(exported.files())
                .containsOnlyKeys("application.yml", "application-production.yml", "application-staging.yml");
    }

    @Test
    void whatCannotBecomeLayersIsRefusedWithThePlace() {
        assertThat(faults(Map.of(
                        "application.yml", "a: 1\n---\nspring.config.activate.on-profile: '!production'\nb: 2\n")))
                .containsExactly("application.yml:3:36: spring.config.activate.on-profile: only names of profiles, with"
                        + " ',' or '|' between them, can become layers");
        assertThat(faults(Map.of("application.yml", "spring.profiles: production\na: 1\n")))
                .containsExactly("application.yml:1:18: spring.profiles: Spring Boot no longer reads this; it is"
                        + " spring.config.activate.on-profile");
        assertThat(faults(Map.of("application.yml", "spring.config.activate.on-cloud-platform: kubernetes\n")))
                .hasSize(1);
        assertThat(faults(Map.of("a/b/application.yml", "a: 1\n"))).hasSize(1);
        assertThat(faults(Map.of("application.yml", "a: 1\n---\nb: [\n")))
                .first()
                .asString()
                .contains(":4:");
        assertThat(faults(Map.of("application.yml", "a: 1\n", "application.properties", "a=2\n")))
                .containsExactly("application.yml:1:4: a: is also set at application.properties:1:3, in another file"
                        + " for the same layer; set it once");
    }

    @Test
    void aConditionThatAServiceOverridesForAllProfilesIsRefused() {
        List<String> faults = faults(Map.of(
                "application.yml", "a: 1\n---\nspring.config.activate.on-profile: production\na: 2\n",
                "web.yml", "a: 3\n"));
        assertThat(faults)
                .anySatisfy(fault -> assertThat(fault).startsWith("web.yml:1:4: a: is in force for 'production/web'"));
    }

    @Test
    void otherFilesAndNullsAreTold() {
        Imported imported = SpringImport.read(
                        FileSet.ofTexts(Map.of("README.md", "# x", "application.yml", "a: ~\n")), Set.of())
                .orThrow();
        assertThat(imported.notes())
                .extracting(Fault::toString)
                .containsExactly(
                        "README.md: is left out: Spring reads .yml, .yaml and .properties",
                        "application.yml:1:4: a: null is the empty text to Spring, and deletes the key here");
    }

    @Test
    void groupsHaveNoPlaceInSpring() {
        ConfigDocument document = ConfigDocument.of(
                        LayerPath.group("p", "web", "canary"), "a.yml", "a: 1".getBytes(UTF_8))
                .orThrow();
        assertThat(SpringExport.write(ConfigSource.of(List.of(document)).orThrow())
                        .faults())
                .hasSize(1);
    }

    @Property(tries = 60)
    void whateverIsExportedIsTheSameWhenImported(@ForAll("sources") ConfigSource source) {
        switch (SpringExport.write(source)) {
            case Parsed.Valid<Exported>(Exported exported) ->
                assertSameForAll(
                        source,
                        SpringImport.read(exported.files(), source.environments())
                                .orThrow()
                                .source());
            case Parsed.Refused<Exported> refused ->
                assertThat(refused.faults())
                        .allSatisfy(fault -> assertThat(fault.message()).contains("another file for the same layer"));
        }
    }

    @Property(tries = 300)
    void whateverIsInAFileNothingIsThrown(@ForAll("fragments") String text, @ForAll byte[] bytes) {
        Map<String, byte[]> files =
                Map.of("application.yml", text.getBytes(UTF_8), "web.properties", text.getBytes(UTF_8));
        Parsed<Imported> imported = SpringImport.read(new FileSet(new TreeMap<>(files)), Set.of());
        imported.toOptional()
                .ifPresent(all -> assertThat(SpringExport.write(all.source())).isNotNull());
        Parsed<Imported> any = SpringImport.read(new FileSet(new TreeMap<>(Map.of("a.yml", bytes))), Set.of());
        assertThat(any.faults())
                .allSatisfy(fault -> assertThat(fault.document()).endsWith(".yml"));
    }

    @Test
    void bytesThatAreNotUtf8AreFoundInASecondDocument() {
        byte[] latin = "a: 1\n---\nb: caf\u00e9\n".getBytes(ISO_8859_1);
        assertThat(SpringImport.read(new FileSet(new TreeMap<>(Map.of("application.yml", latin))), Set.of())
                        .faults())
                .containsExactly(new Fault("application.yml", 3, 7, "", "this byte is not UTF-8"));
    }

    @Provide
    Arbitrary<String> fragments() {
        return Arbitraries.of(
                        "a: 1\n",
                        "b:\n  c: 2\n",
                        "---\n",
                        "#---\n",
                        "--- ",
                        "# x\n",
                        "...\n",
                        "%YAML 1.2\n",
                        "spring.config.activate.on-profile: p\n",
                        "spring: {config: {activate: {on-profile: [p, q]}}}\n",
                        "spring.config.activate.on-profile=p\n",
                        "spring:\n  config.activate:\n    on-profile: p|q\n",
                        "  x: y\n",
                        "a=1\n",
                        "l: [1, 2]\n",
                        "\t",
                        "{",
                        "&a ",
                        "*a")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<ConfigSource> sources() {
        List<String> places = List.of(
                "base/application.yml",
                "base/more.json",
                "services/web/web.yml",
                "services/web/extra.yml",
                "environments/production/a.json",
                "environments/production/services/web/application.yml");
        return Trees.objectsWithoutNull()
                .list()
                .ofMinSize(1)
                .ofMaxSize(places.size())
                .map(objects -> {
                    List<ConfigDocument> documents = new ArrayList<>();
                    for (int i = 0; i < objects.size(); i++) {
                        ConfigObject object = objects.get(i);
                        String text =
                                places.get(i).endsWith(".json") ? JsonWriter.write(object) : YamlWriter.write(object);
                        documents.add(ConfigDocument.of(places.get(i), text).orThrow());
                    }
                    return ConfigSource.of(documents).orThrow();
                });
    }

    private static List<String> faults(Map<String, String> files) {
        return SpringImport.read(FileSet.ofTexts(files), Set.of()).faults().stream()
                .map(Fault::toString)
                .toList();
    }

    private static void assertSameForAll(ConfigSource source, ConfigSource again) {
        for (String environment : List.of("production", "staging", "none")) {
            for (String service : List.of("web", "api")) {
                Target target = Target.of(environment, service);
                assertThat(again.effective(target).root().json())
                        .isEqualTo(source.effective(target).root().json());
            }
        }
    }
}
