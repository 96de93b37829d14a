package io.slipway.configservice;

import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.slipway.kit.http.ApiDescription;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static io.slipway.configservice.RunningConfigService.body;
import static org.assertj.core.api.Assertions.assertThat;

/** The life of a configuration over HTTP, and a Spring application that starts from it. */
class ConfigServiceIT {
    private static final String DECLARATION = """
            environments:
              - name: staging
              - name: production
                promotedFrom: staging
                approvals: 1
                stages:
                  - percent: 50
                    soak: 1h
            templates:
              - file: templates/database.yaml
                values:
                  production: {host: db2}
            """;

    private static final String TEMPLATE = """
            parameters:
              host: {type: string, default: localhost}
            template:
              database: {url: "jdbc:postgresql://{{host}}/shop"}
            """;

    @TempDir
    private static Path folder;

    private static RunningConfigService service;
    private static String first;
    private static String second;
    private static String rollout;

    @BeforeAll
    static void twoRevisionsTheSecondHalfwayThroughProduction() {
        service = new RunningConfigService(folder);
        first = service.commit(
                null,
                Map.of(
                        "slipway-config.yaml", DECLARATION,
                        "templates/database.yaml", TEMPLATE,
                        "base/application.yaml", "timeout: 30\nname: ${brand}\nbrand: Shop\nhosts: [a, b]\n",
                        "environments/production/application.yaml", "timeout: 60\n",
                        "environments/production/services/web/application.properties", "web.port=8080\n",
                        "environments/production/services/web/groups/canary/application.yaml", "timeout: 90\n"));
        service.rollOut("staging", first);
        approve(service.rollOut("production", first), first);
        body(service.post("alice", "/api/v1/config/shop/rollouts/shop-production-config-1/advance", Map.of()), 202);
        second = service.commit(first, Map.of("environments/production/application.yaml", "timeout: 61\n"));
        service.rollOut("staging", second);
        rollout = service.rollOut("production", second);
        approve(rollout, second);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void everyOperationParameterAndAnswerSaysWhatItIsFor() {
        ApiDescription description = new ApiDescription(service.read("/api/v1/openapi.json"));
        assertThat(description.paths().map(Map.Entry::getKey))
                .contains(
                        "/api/v1/config/{application}/rollouts",
                        "/api/v1/config-keys/rotation",
                        "/ofrep/v1/evaluate/flags",
                        "/ofrep/{name}/{environment}/ofrep/v1/evaluate/flags/{key}",
                        "/spring/{name}/{profiles}/{label}",
                        "/spring/{file}");
        description.assertSaysWhatAllIsFor("/api/v1/config", "/spring", "/ofrep");
    }

    @Test
    void thePublishedDescriptionIsTheOneOfTheCode() {
        new ApiDescription(service.read("/api/v1/openapi.json")).assertPublishedAs("openapi-config.json");
    }

    @Test
    void anInstanceGetsItsLayersAndTheSameTagUntilSomethingChanges() {
        HttpResponse<String> response = service.get("/api/v1/config/shop/environments/production?service=web");

        JsonNode effective = body(response, 200);
        assertThat(effective.path("revision").asString()).isEqualTo(first);
        assertThat(effective.path("values").path("timeout").asInt()).isEqualTo(60);
        assertThat(effective.path("values").path("name").asString()).isEqualTo("Shop");
        assertThat(effective.path("values").path("web.port").asString()).isEqualTo("8080");
        assertThat(effective.path("values").path("hosts[1]").asString()).isEqualTo("b");
        String tag = response.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).isEqualTo('"' + first + '"');
        assertThat(service.get("/api/v1/config/shop/environments/production?service=web", "If-None-Match", tag)
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void halfOfTheInstancesHaveTheNewRevisionAndEachOneKeepsIt() {
        long reached = IntStream.range(0, 200)
                .mapToObj(i -> timeout("web-" + i))
                .filter(timeout -> timeout == 61)
                .count();

        assertThat(reached).isBetween(70L, 130L);
        assertThat(timeout("web-1")).isEqualTo(timeout("web-1"));
    }

    @Test
    void aGroupHasItsOwnLayer() {
        assertThat(service.read("/api/v1/config/shop/environments/production?service=web&group=canary")
                        .path("values")
                        .path("timeout")
                        .asInt())
                .isEqualTo(90);
    }

    @Test
    void eachValueSaysWhereItComesFrom() {
        JsonNode why = service.read("/api/v1/config/shop/environments/production/explain?service=web&key=timeout");

        assertThat(why.path("value").asString()).isEqualTo("60");
        assertThat(why.path("origin").path("document").asString())
                .isEqualTo("environments/production/application.yaml");
        assertThat(why.path("origin").path("line").asInt()).isEqualTo(1);
        assertThat(why.path("overridden").path(0).path("value").asString()).isEqualTo("30");
    }

    @Test
    void aTemplateIsServedAsEachEnvironmentGetsItAndIsNamedAsTheOrigin() {
        assertThat(service.read("/api/v1/config/shop/environments/production")
                        .path("values")
                        .path("database.url")
                        .asString())
                .isEqualTo("jdbc:postgresql://db2/shop");
        assertThat(service.read("/api/v1/config/shop/environments/staging")
                        .path("values")
                        .path("database.url")
                        .asString())
                .isEqualTo("jdbc:postgresql://localhost/shop");
        JsonNode origin = service.read("/api/v1/config/shop/environments/production/explain?key=database.url")
                .path("origin");
        assertThat(origin.path("document").asString()).isEqualTo("templates/database.yaml");
        assertThat(origin.path("line").asInt()).isEqualTo(4);
        assertThat(origin.path("layer").asString()).isEqualTo("environments/production");
    }

    @Test
    void aTemplateThatIsToldSomethingWrongIsRefusedWithThePlace() {
        JsonNode problem = body(
                service.post(
                        "alice",
                        "/api/v1/config/shop/commits",
                        Map.of(
                                "changes",
                                List.of(Map.of(
                                        "path", "slipway-config.yaml", "text", DECLARATION.replace("host:", "hots:")))),
                        "If-Match",
                        '"' + second + '"'),
                422);

        assertThat(problem.path("errors").path(0).path("document").asString()).isEqualTo("slipway-config.yaml");
        assertThat(problem.path("errors").path(0).path("line").asInt()).isEqualTo(12);
        assertThat(problem.path("errors").path(0).path("message").asString())
                .startsWith("is no parameter of templates/database.yaml");
    }

    @Test
    void whoChangesAnOldRevisionIsToldWhatCameInBetween() {
        HttpResponse<String> stale = service.post(
                "bob",
                "/api/v1/config/shop/commits",
                Map.of("changes", List.of(Map.of("path", "base/application.yaml", "text", "timeout: 31\n"))),
                "If-Match",
                '"' + first + '"');

        JsonNode problem = body(stale, 412);
        assertThat(problem.path("errors").path(0).path("document").asString())
                .isEqualTo("environments/production/application.yaml");
        assertThat(problem.path("errors").path(0).path("message").asString()).isEqualTo("was changed from 60 to 61");
    }

    @Test
    void aChangeThatBreaksSomethingIsRefusedWithThePlace() {
        HttpResponse<String> broken = service.post(
                "bob",
                "/api/v1/config/shop/commits",
                Map.of("changes", List.of(Map.of("path", "base/application.yaml", "text", "a: 1\na: 2\n"))),
                "If-Match",
                '"' + second + '"');

        JsonNode fault = body(broken, 422).path("errors").path(0);
        assertThat(fault.path("document").asString()).isEqualTo("base/application.yaml");
        assertThat(fault.path("line").asInt()).isEqualTo(2);
    }

    @Test
    void revisionsCanBeComparedByTheBeginningOfTheirIds() {
        JsonNode diff = service.read(
                "/api/v1/config/shop/diff?from=" + first.substring(0, 12) + "&to=" + second.substring(0, 12));

        assertThat(diff.path("changes")).hasSize(1);
        assertThat(diff.path("changes").path(0).path("after").asString()).isEqualTo("61");
        assertThat(service.read("/api/v1/config/shop/revisions/" + second)
                        .path("documents")
                        .path("environments/production/application.yaml")
                        .asString())
                .isEqualTo("timeout: 61\n");
    }

    @Test
    void anEnvironmentSaysWhatItWouldNotice() {
        JsonNode changes = service.read("/api/v1/config/shop/environments/production/changes?from=staging");

        assertThat(changes.path("from").asString()).isEqualTo(first);
        assertThat(changes.path("to").asString()).isEqualTo(second);
        assertThat(changes.path("approvals").asInt()).isEqualTo(1);
        assertThat(changes.path("passed").asString()).isEqualTo("staging");
        assertThat(changes.path("targets")).hasSize(1);
        assertThat(changes.path("targets")
                        .path(0)
                        .path("changes")
                        .path(0)
                        .path("after")
                        .asString())
                .isEqualTo("61");
        assertThat(changes.path("documents").path(0).asString()).isEqualTo("environments/production/application.yaml");
        assertThat(service.read("/api/v1/config/shop/environments/staging/changes")
                        .path("targets")
                        .path(0)
                        .path("changes"))
                .isEmpty();
    }

    @Test
    void anEnvironmentSaysHowItsRevisionCameThere() {
        JsonNode production =
                service.read("/api/v1/config/shop").path("environments").path(1);

        assertThat(production.path("inForce").path("rolloutId").asString()).isEqualTo("shop-production-config-1");
        assertThat(production.path("inForce").path("approvedBy").path(0).asString())
                .isEqualTo("bob");
        assertThat(production.path("last").path("outcome").asString()).isEqualTo("completed");
        assertThat(production.path("rollout").path("id").asString()).isEqualTo(rollout);
    }

    @Test
    void policiesAreJudgedWithEvidence() {
        List<JsonNode> records =
                service.read("/api/v1/config/shop/policy").valueStream().toList();

        assertThat(records)
                .filteredOn(line -> line.path("target").asString().equals("production")
                        && line.path("policy").asString().equals("two-people"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.path("passed").asBoolean()).isTrue();
                    assertThat(line.path("evidence").path(0).asString())
                            .contains("written by alice", "approved by bob");
                });
        assertThat(records)
                .filteredOn(line -> line.path("policy").asString().equals("schema-present"))
                .isNotEmpty()
                .noneMatch(line -> line.path("passed").asBoolean());
        HttpResponse<String> csv = service.get("/api/v1/config/shop/policy", "Accept", "text/csv");
        assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(csv.body().lines()).hasSize(records.size() + 1);
        body(service.get("/api/v1/config/shop/policy?secretDays=0"), 400);
        body(service.get("/api/v1/config/shop/policy?production=nowhere"), 404);
    }

    @Test
    void whatIsNotThereIsAProblem() {
        body(service.get("/api/v1/config/nothing"), 404);
        body(service.get("/api/v1/config/shop/environments/nowhere"), 404);
        body(service.get("/api/v1/config/shop/diff?from=x&to=y"), 400);
        body(service.get("/spring/shop/prodction"), 404);
        body(service.get("/spring/nothing/default"), 404);
        body(service.post("bob", "/api/v1/config/shop/rollouts/none/cancel", Map.of()), 409);
    }

    /** Nothing of ours, and none of its auto-configuration: what it knows comes from the client. */
    @Configuration(proxyBeanMethods = false)
    static class Shop {}

    @Test
    void anUnmodifiedSpringCloudConfigClientStartsFromIt() {
        try (ConfigurableApplicationContext shop = client("shop.web", "production,canary")) {
            assertThat(shop.getEnvironment().getProperty("timeout", Integer.class))
                    .isEqualTo(90);
            assertThat(shop.getEnvironment().getProperty("web.port")).isEqualTo("8080");
            assertThat(shop.getEnvironment().getProperty("hosts[1]")).isEqualTo("b");
            assertThat(shop.getEnvironment().getProperty("slipway.config.revision"))
                    .isEqualTo(first);
        }
        try (ConfigurableApplicationContext shop = client("shop", "staging")) {
            assertThat(shop.getEnvironment().getProperty("timeout", Integer.class))
                    .isEqualTo(30);
        }
    }

    @Test
    void aSpringClientCanAskForARevisionByItsLabel() {
        try (ConfigurableApplicationContext shop =
                client("shop", "production", "--spring.cloud.config.label=" + second)) {
            assertThat(shop.getEnvironment().getProperty("timeout", Integer.class))
                    .isEqualTo(61);
        }
    }

    @Test
    void theAnswerWithoutALabelIsThatOfTheRevisionByItsLabel() {
        JsonNode plain = service.read("/spring/shop.web/production");
        JsonNode labelled = service.read(
                "/spring/shop.web/production/" + plain.path("version").asString());

        assertThat(plain.path("propertySources").path(0).path("source").size()).isGreaterThan(3);
        assertThat(((ObjectNode) labelled).without("label")).isEqualTo(((ObjectNode) plain).without("label"));
    }

    @Test
    void filesForProgramsThatReadNothingElse() throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(
                service.get("/spring/shop.web-production.properties").body()));

        assertThat(properties).containsEntry("timeout", "60").containsEntry("web.port", "8080");
        assertThat(service.get("/spring/shop.web-production.yml").body()).contains("timeout: 60");
    }

    private static ConfigurableApplicationContext client(String name, String profiles, String... more) {
        String[] arguments = Stream.concat(
                        Stream.of(
                                "--spring.config.name=none",
                                "--spring.main.banner-mode=off",
                                "--spring.profiles.active=" + profiles,
                                "--spring.cloud.config.name=" + name,
                                "--spring.cloud.config.fail-fast=true",
                                "--spring.cloud.config.headers.Authorization=Bearer "
                                        + RunningConfigService.token("bob"),
                                "--spring.config.import=configserver:" + service.address() + "/spring"),
                        Stream.of(more))
                .toArray(String[]::new);
        return new SpringApplicationBuilder(Shop.class)
                .web(WebApplicationType.NONE)
                .run(arguments);
    }

    private static int timeout(String instance) {
        return service.read("/api/v1/config/shop/environments/production?service=web&instance=" + instance)
                .path("values")
                .path("timeout")
                .asInt();
    }

    private static void approve(String id, String revision) {
        body(
                service.post("bob", "/api/v1/config/shop/rollouts/" + id + "/approve", Map.of("contentHash", revision)),
                202);
    }
}
