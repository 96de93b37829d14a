package io.slipway.deploy.http;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeContainer;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is sent, the service answers, and never with an error of its own. */
class HttpFuzzIT {
    private static final AtomicInteger SOUND = new AtomicInteger();
    private static RunningService service;

    @BeforeContainer
    static void start() throws Exception {
        service = new RunningService(Files.createTempDirectory("http-fuzz"));
        assertThat(service.apply("fuzzed", DeployApiIT.pipeline("fuzzed")).statusCode())
                .isEqualTo(202);
    }

    @AfterContainer
    static void stop() {
        service.close();
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void anyBodyIsAnswered(@ForAll("posts") String path, @ForAll("types") String type, @ForAll("bodies") String body) {
        check(service.send(service.request(path)
                .header("Content-Type", type)
                .header("Prefer", "wait=0")
                .POST(BodyPublishers.ofString(body))));
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void anyFileIsAnswered(@ForAll byte[] file) {
        check(service.send(service.request("/api/v1/applications/fuzzed")
                .header("Prefer", "wait=0")
                .PUT(BodyPublishers.ofByteArray(file))));
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void anyPathAndQueryAreAnswered(@ForAll("paths") String path) {
        check(service.get(path));
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void anyHeadersAreAnswered(@ForAll("headerValues") String value) {
        check(service.send(service.request("/api/v1/applications/fuzzed/deployments")
                .header("Idempotency-Key", value)
                .header("Prefer", value)
                .header("X-Slipway-Actor", value)
                .header("X-Correlation-Id", value)
                .header("Accept", value)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"version\":1}"))));
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void anyGitHubPathAndQueryAreAnswered(@ForAll("gitHubPaths") String path) {
        check(service.get(path));
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void anyAuthorizationIsAnswered(@ForAll("headerValues") String value) {
        for (String scheme : List.of("", "Bearer ", "token ", "Basic ")) {
            check(service.send(service.request("/api/v1/deployments").header("Authorization", scheme + value)));
            check(service.send(service.request("/repos/o/fuzzed/deployments").header("Authorization", scheme + value)));
        }
    }

    /** After all of it a good request is still carried out, whichever of the properties ran before. */
    @AfterProperty
    void aDeploymentStillSucceeds() {
        String name = "sound" + SOUND.incrementAndGet();
        RunningService.body(service.apply(name, DeployApiIT.pipeline(name)), 202);
        RunningService.body(
                service.post(
                        "/api/v1/applications/" + name + "/deployments",
                        "{\"version\":\"1.0.0\",\"source\":{\"path\":\"/src\"}}"),
                202);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> RunningService.body(service.get("/api/v1/deployments/" + name + "-staging-1"), 200)
                        .path("state")
                        .asString()
                        .equals("SUCCEEDED"));
    }

    private static void check(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isLessThan(500);
        if (response.statusCode() >= 400) {
            String type = response.headers().firstValue("Content-Type").orElse("");
            // On GitHub's paths errors have GitHub's shape, except for what Tomcat refuses before anybody sees it.
            if (response.uri().getPath().matches("/(repos|api/v3)(/.*)?")) {
                assertThat(type).matches("application/(problem\\+)?json.*");
            } else {
                assertThat(type).isEqualTo("application/problem+json");
            }
        }
    }

    @Provide
    Arbitrary<String> posts() {
        return Arbitraries.of(
                "/api/v1/applications/fuzzed/deployments",
                "/api/v1/applications/fuzzed/plan",
                "/api/v1/applications/fuzzed/environments/staging/rollback",
                "/api/v1/deployments/fuzzed-staging-1/cancel",
                "/api/v1/deployments/fuzzed-staging-1/pause",
                "/api/v1/deployments/fuzzed-staging-1/resume",
                "/api/v1/deployments/fuzzed-staging-1/accept",
                "/api/v1/deployments/fuzzed-staging-1/reject",
                "/api/v1/applications/fuzzed/environments/staging/quarantine/release",
                "/api/v1/applications/fuzzed/environments/staging/promote",
                "/repos/owner/fuzzed/deployments",
                "/api/v3/repos/owner/fuzzed/deployments",
                "/repos/owner/fuzzed/deployments/1/statuses",
                "/api/v1/deployments/fuzzed-staging-1/approve",
                "/api/v1/deployments/fuzzed-staging-1/steps/x/retry",
                "/api/v1/dead-letters/x/replay",
                "/api/v1/events");
    }

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.of(
                "application/json", "application/json", "application/cloudevents+json", "text/plain", "*/*", "rubbish");
    }

    @Provide
    Arbitrary<String> bodies() {
        Arbitrary<String> tokens = Arbitraries.oneOf(
                Arbitraries.of(List.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ":",
                        ",",
                        "null",
                        "true",
                        "1",
                        "-1e999",
                        "\"",
                        "\\",
                        "\"version\"",
                        "\"1.0.0\"",
                        "\"environment\"",
                        "\"staging\"",
                        "\"source\"",
                        "\"path\"",
                        "\"artifacts\"",
                        "\"reason\"",
                        "\"specversion\"",
                        "\"1.0\"",
                        "\"id\"",
                        "\"type\"",
                        "\"data\"",
                        "\"context\"",
                        "\u0000",
                        "\ufeff")),
                Arbitraries.strings().ofMaxLength(4));
        Arbitrary<String> soup = tokens.list().ofMaxSize(20).map(parts -> String.join("", parts));
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.of(
                        "null", "1", "true", "[]", "{}", "\"\"", "\"moon\"", "\"1.0.0\"", "[null]", "{\"a\":null}"),
                Arbitraries.strings().alpha().ofMaxLength(8).map(text -> "\"" + text + "\""));
        Arbitrary<String> fields = Arbitraries.of(
                "version",
                "environment",
                "source",
                "artifacts",
                "reason",
                "digest",
                "force",
                "ref",
                "task",
                "payload",
                "required_contexts",
                "state",
                "description",
                "to",
                "comment",
                "specversion",
                "id",
                "type",
                "data",
                "context",
                "subject",
                "time",
                "other");
        Arbitrary<String> objects = Arbitraries.maps(fields, values)
                .ofMaxSize(6)
                .map(map -> "{"
                        + String.join(
                                ",",
                                map.entrySet().stream()
                                        .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                                        .toList())
                        + "}");
        return Arbitraries.oneOf(soup, objects);
    }

    @Provide
    Arbitrary<String> paths() {
        Arbitrary<String> segments = Arbitraries.oneOf(
                Arbitraries.of(
                        "applications",
                        "deployments",
                        "fuzzed",
                        "environments",
                        "staging",
                        "queue",
                        "quarantine",
                        "notifications",
                        "schemas",
                        "slipway-v1.schema.json",
                        "logs",
                        "commands",
                        "dead-letters",
                        "slipway.intake.dlt@0-0",
                        "slipway.x.dlt@99-1",
                        "fuzzed-staging-1",
                        "%00",
                        "%2e%2e",
                        "a;b=c",
                        "%F0%9F%92%A9",
                        "..%2f",
                        "openapi.json",
                        "@",
                        "x.dlt@999999999-0"),
                Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(6));
        Arbitrary<String> queries = Arbitraries.of(
                "",
                "?limit=x",
                "?limit=-1",
                "?cursor=%00",
                "?cursor=AAAA",
                "?state=,",
                "?state=",
                "?follow=maybe",
                "?topic=%zz",
                "?limit=99999999999999",
                "?a=b&a=c",
                "?");
        return segments.list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .flatMap(parts ->
                        queries.map(query -> "/api/v1/" + String.join("/", parts) + query.replace("%zz", "zz")));
    }

    @Provide
    Arbitrary<String> gitHubPaths() {
        return Combinators.combine(
                        Arbitraries.of(
                                "/repos/o/fuzzed", "/api/v3/repos/o/fuzzed", "/repos/%00/x", "/repos", "/api/v3"),
                        Arbitraries.of(
                                "/deployments",
                                "/deployments/1",
                                "/deployments/x/statuses",
                                "/deployments/-1/statuses/2",
                                ""),
                        Arbitraries.of(
                                "",
                                "?per_page=x",
                                "?per_page=-1&page=99999999",
                                "?page=0",
                                "?sha=%00",
                                "?ref=a&ref=b",
                                "?per_page=99999999999"))
                .as((root, rest, query) -> root + rest + query);
    }

    @Provide
    Arbitrary<String> headerValues() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(40),
                Arbitraries.of(
                        "wait=99999999999999999999",
                        "wait=-1",
                        "\"",
                        "\"\"",
                        "wait=;;;,,,",
                        "*/*;q=x",
                        "a/b;c=\"",
                        "x".repeat(300)));
    }
}
