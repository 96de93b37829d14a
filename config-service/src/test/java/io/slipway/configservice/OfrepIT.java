package io.slipway.configservice;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import static io.slipway.configservice.RunningConfigService.body;
import static org.assertj.core.api.Assertions.assertThat;

/** Feature flags on the wire, as the OpenFeature Remote Evaluation Protocol has it. */
class OfrepIT {
    private static final String FLAGS = "/ofrep/shop.web/production/ofrep/v1/evaluate/flags";

    @TempDir
    private static Path folder;

    private static RunningConfigService service;
    private static String revision;

    @BeforeAll
    static void start() {
        service = new RunningConfigService(folder);
        revision = service.commit(
                null,
                Map.of(
                        "slipway-config.yaml", "environments: [{name: production}]\nflags: flags\n",
                        "base/flags.yaml", """
                                flags:
                                  checkout:
                                    variants: {on: true, off: false}
                                    default: off
                                    rules:
                                      - {when: context.plan == "premium", variant: on}
                                      - {split: {on: 50, off: 50}}
                                  colour:
                                    variants: {red: "#f00", blue: "#00f"}
                                    default: red
                                """,
                        "services/web/flags.yaml", "flags: {colour: {default: blue}}\n"));
        service.rollOut("production", revision);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void oneFlagIsEvaluatedForSomebody() {
        JsonNode checkout = body(evaluate("/checkout", Map.of("targetingKey", "u", "plan", "premium")), 200);
        assertThat(checkout.path("key").asString()).isEqualTo("checkout");
        assertThat(checkout.path("value").asBoolean()).isTrue();
        assertThat(checkout.path("variant").asString()).isEqualTo("on");
        assertThat(checkout.path("reason").asString()).isEqualTo("TARGETING_MATCH");
        assertThat(checkout.path("metadata").path("revision").asString()).isEqualTo(revision);
        assertThat(body(evaluate("/checkout", Map.of("targetingKey", "u")), 200)
                        .path("reason")
                        .asString())
                .isEqualTo("SPLIT");
        assertThat(body(evaluate("/colour", Map.of()), 200).path("value").asString())
                .isEqualTo("#00f");
    }

    @Test
    void allFlagsComeTogetherAndNotAgainUntilTheyChange() {
        HttpResponse<String> first = evaluate("", Map.of("targetingKey", "u-1", "plan", "free"));
        JsonNode all = body(first, 200);
        assertThat(all.path("flags")).hasSize(2);
        assertThat(all.path("flags").path(1).path("key").asString()).isEqualTo("colour");
        String tag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = evaluate("", Map.of("targetingKey", "u-1", "plan", "free"), "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(evaluate("", Map.of("targetingKey", "u-1", "plan", "premium"), "If-None-Match", tag)
                        .headers()
                        .firstValue("ETag"))
                .isNotEqualTo(first.headers().firstValue("ETag"));
    }

    @Test
    void aFlagThatCannotBeEvaluatedIsOneOfAll() {
        JsonNode all = body(evaluate("", Map.of()), 200);
        assertThat(all.path("flags").path(0).path("errorCode").asString()).isEqualTo("TARGETING_KEY_MISSING");
        assertThat(all.path("flags").path(1).path("value").asString()).isEqualTo("#00f");
    }

    @Test
    void whoseFlagsAreMeantCanBeSaidInHeaders() {
        JsonNode colour = body(
                service.post(
                        "alice",
                        "/ofrep/v1/evaluate/flags/colour",
                        Map.of("context", Map.of()),
                        "X-Slipway-Application",
                        "shop",
                        "X-Slipway-Environment",
                        "production"),
                200);
        assertThat(colour.path("value").asString()).isEqualTo("#f00");
    }

    @Test
    void failuresAreThoseOfTheProtocol() {
        failure(evaluate("/none", Map.of()), 404, "FLAG_NOT_FOUND");
        failure(evaluate("/checkout", Map.of()), 400, "TARGETING_KEY_MISSING");
        failure(service.post("alice", FLAGS + "/checkout", Map.of()), 400, "INVALID_CONTEXT");
        failure(service.post("alice", FLAGS, Map.of("context", 1)), 400, "INVALID_CONTEXT");
        failure(service.postText(FLAGS + "/checkout", "{"), 400, "PARSE_ERROR");
        failure(service.postText(FLAGS + "/checkout", ""), 400, "INVALID_CONTEXT");
        failure(
                service.post(
                        "alice", "/ofrep/shop/nowhere/ofrep/v1/evaluate/flags/checkout", Map.of("context", Map.of())),
                404,
                "FLAG_NOT_FOUND");
        failure(service.post("alice", "/ofrep/v1/evaluate/flags", Map.of("context", Map.of())), 400, "GENERAL");
    }

    private static void failure(HttpResponse<String> response, int status, String code) {
        JsonNode failure = body(response, status);
        assertThat(failure.path("errorCode").asString()).isEqualTo(code);
        assertThat(failure.path("errorDetails").asString()).isNotBlank();
    }

    private static HttpResponse<String> evaluate(String path, Map<String, Object> context, String... headers) {
        return service.post("alice", FLAGS + path, Map.of("context", context), headers);
    }
}
