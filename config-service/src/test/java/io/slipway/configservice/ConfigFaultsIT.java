package io.slipway.configservice;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import static io.slipway.configservice.RunningConfigService.body;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Bad input, several writers and a restart: each has a clear end, and what was there stays as it was. */
class ConfigFaultsIT {
    private static final String SHOP = "/api/v1/config/shop";
    private static final String DOCUMENT = "base/application.yaml";

    @TempDir
    private static Path folder;

    private static RunningConfigService service;

    @BeforeAll
    static void aConfigurationInSeveralLayersAndForms() {
        service = new RunningConfigService(folder);
        String first = service.commit(
                null,
                Map.of(
                        "slipway-config.yaml",
                        "environments: [{name: staging}, {name: production, stages: [{percent: 50, soak: 1h}]}]\n",
                        DOCUMENT,
                        "timeout: 30\nratio: 0.10\nname: \"Größe \\u2603\"\nlist: [a, b]\n",
                        "environments/production/application.properties",
                        "timeout=60\nweb.port=8080\n",
                        "environments/production/services/web/application.json",
                        "{\"flags\": {\"a\": true, \"b\": null}}",
                        "environments/production/services/web/groups/canary/.env",
                        "TIMEOUT=90\n"));
        service.rollOut("staging", first);
        service.rollOut("production", first);
        service.post("alice", SHOP + "/rollouts/shop-production-config-1/advance", Map.of());
        String second = service.commit(first, Map.of(DOCUMENT, "timeout: 31\nratio: 0.10\n"));
        service.rollOut("production", second);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &a [*a]\n",
                "a: &a {b: *a}\n",
                "a: 1\na: 2\n",
                "a: {b: 1}\na.b: 2\n",
                "a: [1, 2\n",
                "a: *nowhere\n",
                "- a\n",
                "a: \u0007\n",
            })
    void aDocumentThatIsNoneIsRefusedWithItsPlace(String text) {
        JsonNode fault = refused(DOCUMENT, text).path("errors").path(0);

        assertThat(fault.path("document").asString()).isEqualTo(DOCUMENT);
        assertThat(fault.path("line").asInt()).isPositive();
    }

    @Test
    void aDocumentThatGrowsWhenItIsReadIsRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String before = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(10, before))));
        }

        assertThat(refused(DOCUMENT, bomb.toString()).path("errors")).isNotEmpty();
    }

    @Test
    void aValueOfTenMegabytesIsTooLarge() {
        String body = "{\"changes\": [{\"path\": \"base/large.yaml\", \"text\": \"a: " + "x".repeat(10 * 1024 * 1024)
                + "\"}]}";

        body(service.postText("alice", SHOP + "/commits", body), 413);
    }

    @Test
    void documentsThatDoNotFitIntoOneRecordAreRefused() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 9_000; i++) {
            text.append("key").append(i).append(": ").append("x".repeat(100)).append('\n');
        }

        assertThat(refused("base/large.yaml", text.toString()).path("detail").asString())
                .contains("expected at most 900000");
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        byte[] body = ("{\"changes\": [{\"path\": \"base/b.yaml\", \"text\": \"a: " + (char) 0xE4 + (char) 0xFF
                        + "\"}]}")
                .getBytes(ISO_8859_1);
        byte[] half = "{\"changes\": [{\"path\": \"base/b.yaml\", \"text\": \"a: \\ud83d\"}]}".getBytes(UTF_8);

        assertThat(service.postBytes("alice", SHOP + "/commits", body, "If-Match", '"' + head() + '"')
                        .statusCode())
                .isEqualTo(400);
        assertThat(service.postBytes("alice", SHOP + "/commits", half, "If-Match", '"' + head() + '"')
                        .statusCode())
                .isIn(400, 422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../base/a.yaml",
                "base/../../a.yaml",
                "/etc/a.yaml",
                "base//a.yaml",
                "base/./a.yaml",
                "environments/../production/a.yaml",
                "environments/production/services/..%2f/a.yaml",
                "base/a\u0000.yaml",
                "base\\a.yaml",
                "base/",
                ""
            })
    void aPathThatLeadsElsewhereIsRefused(String path) {
        assertThat(refused(path, "a: 1\n").path("errors")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "%2e%2e", "..%2f..%2fetc", "Shop", "shop%00", "a;b"})
    void aNameThatIsNoneIsNoApplication(String name) {
        HttpResponse<String> answer = service.post(
                "alice",
                "/api/v1/config/" + name + "/commits",
                Map.of("changes", List.of(Map.of("path", "slipway-config.yaml", "text", "environments: []"))));

        assertThat(answer.statusCode()).isBetween(400, 499);
        assertThat(service.read("/api/v1/config").path("configurations")).hasSize(1);
    }

    @Test
    void ofSeveralWritersOneWinsAndTheOthersSeeWhatCameInBetween() throws Exception {
        String head = head();
        List<Callable<HttpResponse<String>>> writers = Stream.iterate(0, i -> i + 1)
                .limit(8)
                .<Callable<HttpResponse<String>>>map(i -> () -> service.post(
                        "alice",
                        SHOP + "/commits",
                        Map.of("changes", List.of(Map.of("path", "base/race.yaml", "text", "winner: " + i + "\n"))),
                        "If-Match",
                        '"' + head + '"'))
                .toList();
        List<HttpResponse<String>> answers = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<HttpResponse<String>> future : executor.invokeAll(writers)) {
                answers.add(future.get());
            }
        }

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 202))
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() != 202))
                .hasSize(7)
                .allSatisfy(answer -> {
                    JsonNode between = body(answer, 412).path("errors");
                    assertThat(between).hasSize(1);
                    assertThat(between.path(0).path("document").asString()).isEqualTo("base/race.yaml");
                    assertThat(between.path(0).path("message").asString()).startsWith("was set to ");
                });
    }

    @Test
    void afterARestartEveryAnswerIsTheSameByteForByte() {
        Map<String, String> before = everything();

        service.stop();
        service.start();

        assertThat(everything()).isEqualTo(before);
    }

    private static Map<String, String> everything() {
        Map<String, String> answers = new LinkedHashMap<>();
        List<String> paths = new ArrayList<>(List.of("/api/v1/config", SHOP));
        service.read(SHOP)
                .path("history")
                .forEach(revision ->
                        paths.add(SHOP + "/revisions/" + revision.path("id").asString()));
        for (String environment : List.of("staging", "production")) {
            for (String target : List.of("", "?service=web", "?service=web&group=canary", "?instance=web-7")) {
                paths.add(SHOP + "/environments/" + environment + target);
            }
        }
        paths.addAll(List.of("/spring/shop.web/production", "/spring/shop.web-production.properties"));
        paths.forEach(path -> {
            HttpResponse<String> answer = service.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            answers.put(path, answer.headers().firstValue("ETag").orElse("") + answer.body());
        });
        return answers;
    }

    private static JsonNode refused(String path, String text) {
        String before = head();
        JsonNode problem = body(
                service.post(
                        "alice",
                        SHOP + "/commits",
                        Map.of("changes", List.of(Map.of("path", path, "text", text))),
                        "If-Match",
                        '"' + before + '"'),
                422);
        assertThat(head()).as("nothing has happened").isEqualTo(before);
        return problem;
    }

    private static String head() {
        return service.read(SHOP).path("head").asString();
    }
}
