package io.slipway.config.layer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ConfigSourceTest {
    private static final ConfigSource SOURCE = source(
            "base/application.yml", "http: {timeout: 30, retries: [1, 2, 3]}\ndebug: true\ncache: {size: 5}\n",
            "services/web/application.yml", "http.timeout: 35\n",
            "environments/production/application.yml", "http:\n  timeout: 40\ndebug: null\n",
            "environments/production/services/web/web.properties", "http.timeout=50\nhttp.retries[0]=9\n",
            "environments/production/services/web/groups/canary/c.yml", "cache: ~\n");

    @Test
    void itAnswersWhyAValueIsWhatItIs() {
        EffectiveValue timeout = SOURCE.effective(Target.of("production", "web"))
                .explain(KeyPath.parse("http.timeout"))
                .orElseThrow();
        assertThat(timeout.origin().at()).hasToString("environments/production/services/web/web.properties:1:14");
        assertThat(timeout.overridden())
                .extracting(origin -> origin.at() + " " + origin.value().json())
                .containsExactly(
                        "environments/production/application.yml:2:12 40",
                        "services/web/application.yml:1:15 35",
                        "base/application.yml:1:17 30");
    }

    @Test
    void mapsMergeListsReplaceAndNullDeletes() {
        assertThat(SOURCE.effective(Target.of("staging", "web")).root().json())
                .hasToString("{\"cache\":{\"size\":5},\"debug\":true,\"http\":{\"retries\":[1,2,3],\"timeout\":35}}");
        assertThat(SOURCE.effective(Target.of("production", "web")).root().json())
                .hasToString("{\"cache\":{\"size\":5},\"http\":{\"retries\":[\"9\"],\"timeout\":\"50\"}}");
        assertThat(SOURCE.effective(new Target("production", "web", "canary"))
                        .root()
                        .json())
                .hasToString("{\"http\":{\"retries\":[\"9\"],\"timeout\":\"50\"}}");
    }

    @Test
    void aRevisionIsTheAddressOfTheBytes() {
        assertThat(source("base/a.yml", "a: 1\n").revision())
                .hasToString("71abfd2f69e692ca237e84d67ea3d39200c5f810a80e827ac3245dce5dedd9c8")
                .isNotEqualTo(source("base/a.yml", "a:  1\n").revision())
                .isNotEqualTo(source("base/b.yml", "a: 1\n").revision());
    }

    @Test
    void aDifferenceShowsNoSecret() {
        ConfigSource before = source("base/a.yml", "db: {password: hunter2, user: sa}\nold: 1\n");
        ConfigSource after = source("base/a.yml", "db: {password: '{cipher}AQ', user: app}\n# a comment\nport: 2\n");
        assertThat(ConfigDiff.between(before, after, Sensitive.marked()).changes())
                .extracting(ConfigDiff.Change::toString)
                .containsExactly(
                        change("db.password", ConfigDiff.Kind.CHANGED, "(secret)", "(secret)"),
                        change("db.user", ConfigDiff.Kind.CHANGED, "\"sa\"", "\"app\""),
                        change("old", ConfigDiff.Kind.REMOVED, "1", null),
                        change("port", ConfigDiff.Kind.ADDED, null, "2"));
    }

    @Test
    void theFaultsOfAllDocumentsComeTogether() {
        assertThat(ConfigSource.of(List.of(document("base/a.yml", "a: [\n"), document("services/x/b.json", "nil")))
                        .faults())
                .extracting(Fault::document)
                .containsExactly("base/a.yml", "services/x/b.json");
    }

    @Test
    void aChangeReplacesAddsAndRemoves() {
        Map<String, Optional<byte[]>> changes = new LinkedHashMap<>();
        changes.put("base/application.yml", Optional.empty());
        changes.put("base/new.yml", Optional.of("a: 1\n".getBytes(UTF_8)));
        assertThat(SOURCE.with(new LinkedHashMap<>(changes)).orThrow().documents())
                .containsKey("base/new.yml")
                .doesNotContainKey("base/application.yml")
                .hasSize(5);
        changes.put("base/../../x.yml", Optional.of(new byte[0]));
        assertThat(SOURCE.with(new LinkedHashMap<>(changes)).faults()).hasSize(1);
    }

    @Test
    void aDocumentOutsideOfEveryLayerIsRefused() {
        assertThat(List.of(
                        "a.yml", "other/a.yml", "environments/a.yml", "services/x/environments/y/a.yml", "base/a.txt"))
                .allSatisfy(
                        path -> assertThat(ConfigDocument.of(path, "").faults()).hasSize(1));
    }

    private static String change(String key, ConfigDiff.Kind kind, String before, String after) {
        return new ConfigDiff.Change("base/a.yml", key, kind, before, after).toString();
    }

    private static ConfigSource source(String... pathsAndTexts) {
        return ConfigSource.of(IntStream.range(0, pathsAndTexts.length / 2)
                        .mapToObj(i -> document(pathsAndTexts[2 * i], pathsAndTexts[2 * i + 1]))
                        .toList())
                .orThrow();
    }

    private static ConfigDocument document(String path, String text) {
        return ConfigDocument.of(path, text).orThrow();
    }
}
