package io.slipway.config.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.slipway.config.Trees;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;
import io.slipway.config.layer.ConfigDocument;
import io.slipway.config.layer.ConfigSource;
import io.slipway.config.layer.Target;
import io.slipway.config.render.ConfigRenderer;
import io.slipway.config.render.RenderFormat;
import io.slipway.config.render.RenderOptions;
import io.slipway.config.render.YamlWriter;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class DotenvFolderTest {
    @Test
    void aFolderComesBackByteForByte() {
        FileSet files = FileSet.ofTexts(Map.of(
                ".env", "# all\nexport API_URL='http://localhost'\n",
                ".env.production", "API_URL=\"https://api\"  # real\n",
                "web/.env", "PORT=3000\n",
                "web/.env.production", "PORT=80\n"));
        ConfigSource source = DotenvFolder.read(files).orThrow().source();
        assertThat(source.effective(Target.of("production", "web")).flatten())
                .isEqualTo(Map.of("API_URL", "https://api", "PORT", "80"));
        assertThat(DotenvFolder.write(source).orThrow()).isEqualTo(files);
    }

    @Test
    void whatIsForOneMachineIsRefusedAndExamplesAreLeftOut() {
        assertThat(DotenvFolder.read(FileSet.ofTexts(Map.of(".env.local", "A=1", ".env.production.local", "A=1")))
                        .faults())
                .extracting(Fault::toString)
                .containsExactly(
                        ".env.local: holds what is true of one machine only, often its secrets; take it away",
                        ".env.production.local: holds what is true of one machine only, often its secrets; take it away");
        Imported imported = DotenvFolder.read(
                        FileSet.ofTexts(Map.of(".env", "A=1", ".env.example", "A=", "README", "")))
                .orThrow();
        assertThat(imported.source().documents()).containsOnlyKeys("base/.env");
        assertThat(imported.notes()).hasSize(2);
    }

    @Test
    void otherFormatsBecomeVariables() {
        ConfigSource source = source(
                "base/a.yml", "server: {port: 80}\nhosts: [a, b]\n", "environments/p/b.yml", "server.port: 81\n");
        assertThat(DotenvFolder.write(source).orThrow().texts())
                .isEqualTo(Map.of(".env", "HOSTS_0=a\nHOSTS_1=b\nSERVER_PORT=80\n", ".env.p", "SERVER_PORT=81\n"));
    }

    @Test
    void whatFilesOfVariablesCannotSayIsRefused() {
        assertThat(DotenvFolder.write(source("base/a.yml", "hosts: [a, b]\n", "environments/p/b.yml", "hosts: [c]\n"))
                        .faults())
                .extracting(Fault::message)
                .containsExactly(".env files cannot say what p gets: a layer deletes a key, shortens a list or replaces"
                        + " a group");
    }

    @Property(tries = 60)
    void whateverIsExportedGivesTheSameVariables(@ForAll("sources") ConfigSource source) {
        if (DotenvFolder.write(source) instanceof Parsed.Valid<FileSet>(FileSet files)) {
            ConfigSource again = DotenvFolder.read(files).orThrow().source();
            for (Target target : List.of(Target.of("p", "web"), Target.environment("p"), Target.of("other", "web"))) {
                assertThat(variables(again, target)).isEqualTo(variables(source, target));
            }
        }
    }

    @Provide
    Arbitrary<ConfigSource> sources() {
        List<String> places = List.of("base/a.yml", "environments/p/b.yml", "environments/p/services/web/c.yml");
        return Trees.objectsWithoutNull()
                .list()
                .ofMinSize(1)
                .ofMaxSize(places.size())
                .map(objects -> {
                    List<String> arguments = new ArrayList<>();
                    for (int i = 0; i < objects.size(); i++) {
                        arguments.addAll(List.of(places.get(i), YamlWriter.write(objects.get(i))));
                    }
                    return source(arguments.toArray(String[]::new));
                });
    }

    private static String variables(ConfigSource source, Target target) {
        return ConfigRenderer.render(source.effective(target).root(), RenderFormat.ENV, RenderOptions.named("x"))
                .orThrow();
    }

    private static ConfigSource source(String... pathsAndTexts) {
        List<ConfigDocument> documents = new ArrayList<>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            documents.add(
                    ConfigDocument.of(pathsAndTexts[i], pathsAndTexts[i + 1]).orThrow());
        }
        return ConfigSource.of(documents).orThrow();
    }
}
