package io.slipway.config.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.config.Trees;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.Fault;
import io.slipway.config.layer.ConfigDocument;
import io.slipway.config.layer.ConfigSource;
import io.slipway.config.layer.LayerPath;
import io.slipway.config.render.YamlWriter;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ConfigMapFileTest {
    private static final String MANIFEST = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: web
            data:
              application.yml: |
                # shared
                port: 80
              LOG_LEVEL: debug
              feature.enabled: "true"
            """;

    @Test
    void filesBecomeDocumentsAndOtherEntriesValues() {
        ConfigSource source = read(MANIFEST);
        assertThat(source.documents().values())
                .extracting(document -> document.path() + "=" + new String(document.bytes(), UTF_8))
                .containsExactly(
                        "base/application.yml=# shared\nport: 80\n",
                        "base/configmap.properties=LOG_LEVEL=debug\nfeature.enabled=true\n");
        String written = ConfigMapFile.write(source, LayerPath.BASE, "web").orThrow();
        assertThat(read(written).revision()).isEqualTo(source.revision());
    }

    @Test
    void jsonIsReadAsWell() {
        String json = "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"data\":{\"a.json\":\"{\\\"x\\\": 1}\"}}";
        assertThat(ConfigMapFile.read("m.json", json.getBytes(UTF_8), LayerPath.environment("p"))
                        .orThrow()
                        .source()
                        .documents())
                .containsOnlyKeys("environments/p/a.json");
    }

    @Test
    void whatIsNoConfigMapIsRefused() {
        assertThat(faults("apiVersion: v1\nkind: Secret\ndata: {a: eA==}\n")).hasSize(1);
        assertThat(faults("apiVersion: v1\nkind: ConfigMap\nbinaryData: {a: eA==}\n"))
                .containsExactly("m.yml:3:13: binaryData: is no configuration");
        assertThat(faults("apiVersion: v1\nkind: ConfigMap\ndata:\n  PORT: 80\n"))
                .containsExactly("m.yml:4:9: data.PORT: an entry is text; put it in quotes");
        assertThat(faults("apiVersion: v1\nkind: ConfigMap\ndata:\n  '../x.yml': a\n"))
                .hasSize(1);
        assertThat(faults("apiVersion: v1\nkind: ConfigMap\ndata:\n  a.yml: 'a: ['\n"))
                .first()
                .asString()
                .startsWith("base/a.yml:1:");
    }

    @Property(tries = 60)
    void theDocumentsOfALayerComeBackByteForByte(@ForAll("documents") List<ConfigObject> objects) {
        List<ConfigDocument> documents = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            documents.add(ConfigDocument.of("base/d" + i + ".yml", "# " + i + "\n" + YamlWriter.write(objects.get(i)))
                    .orThrow());
        }
        ConfigSource source = ConfigSource.of(documents).orThrow();
        assertThat(read(ConfigMapFile.write(source, LayerPath.BASE, "web").orThrow())
                        .revision())
                .isEqualTo(source.revision());
    }

    @Test
    void aFolderIsReadAndWrittenWithoutGitAndLinks(@TempDir Path folder) throws IOException {
        FileSet files = FileSet.ofTexts(Map.of("a.yml", "a: 1\n", "web/b.yml", "b: 2\n"));
        assertThat(Folder.write(folder, files)).isEmpty();
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(folder.resolve(".git/config"), "x");
        assertThat(Folder.read(folder).orThrow()).isEqualTo(files);
        Files.createSymbolicLink(folder.resolve("link.yml"), Path.of("a.yml"));
        assertThat(Folder.read(folder).faults())
                .containsExactly(Fault.of("link.yml", "is no regular file; links are not followed"));
        FileSet outside = new FileSet(new TreeMap<>(Map.of("../x.yml", new byte[0])));
        assertThat(Folder.write(folder, outside)).hasSize(1);
    }

    @Provide
    Arbitrary<List<ConfigObject>> documents() {
        return Trees.objects().list().ofMaxSize(3);
    }

    private static ConfigSource read(String manifest) {
        return ConfigMapFile.read("m.yml", manifest.getBytes(UTF_8), LayerPath.BASE)
                .orThrow()
                .source();
    }

    private static List<String> faults(String manifest) {
        return ConfigMapFile.read("m.yml", manifest.getBytes(UTF_8), LayerPath.BASE).faults().stream()
                .map(Fault::toString)
                .toList();
    }
}
