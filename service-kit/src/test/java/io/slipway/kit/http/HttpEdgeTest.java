package io.slipway.kit.http;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(
        classes = EchoApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.import=classpath:slipway-defaults.yml",
            "slipway.http.tokens.ci=0123456789abcdef",
            "slipway.http.tokens.console=fedcba9876543210",
            "slipway.access.trusted-tokens=console",
            "logging.structured.format.console=",
            "logging.level.org.apache.kafka=ERROR",
            "logging.level.io.slipway.kit.http=OFF"
        })
class HttpEdgeTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Test
    void anUnknownPathIsAProblem() throws Exception {
        HttpResponse<String> response = send(request("/api/v1/nothing-here"));
        JsonNode problem = problem(response, 404);
        assertThat(problem.path("type").asString()).isEqualTo("https://slipway.io/problems/not-found");
        assertThat(problem.path("instance").asString()).isEqualTo("/api/v1/nothing-here");
        assertThat(problem.path("correlationId").asString())
                .isEqualTo(response.headers().firstValue("X-Correlation-Id").orElseThrow());
    }

    @Test
    void aWrongMethodIsAProblemThatNamesTheRightOnes() throws Exception {
        HttpResponse<String> response = send(request("/api/v1/letters"));
        problem(response, 405);
        assertThat(response.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void aWrongMediaTypeIsAProblem() throws Exception {
        problem(send(post("/api/v1/letters", "text/csv", "a,b")), 415);
        problem(send(post("/api/v1/letters", "*/*", "{}")), 415);
        problem(send(post("/api/v1/letters", "rubbish", "{}")), 415);
        problem(send(post("/api/v1/bytes", "application/x-www-form-urlencoded", "a=b")), 415);
    }

    @Test
    void anAnswerTheCallerCannotReadIsAProblem() throws Exception {
        problem(send(request("/api/v1/whoami").header("Accept", "image/png")), 406);
    }

    @Test
    void malformedJsonIsToldWithLineAndColumn() throws Exception {
        JsonNode problem = problem(send(json("{\n  \"to\": oops }")), 400);
        assertThat(problem.path("errors").get(0).path("line").asInt()).isEqualTo(2);
        assertThat(problem.path("errors").get(0).path("column").asInt()).isPositive();
        assertThat(problem.toString()).doesNotContain("tools.jackson").doesNotContain("io.slipway.kit");
    }

    @Test
    void anUnknownFieldIsNamed() throws Exception {
        JsonNode problem = problem(send(json("{\"to\":\"x\",\"lines\":[{\"txt\":\"y\"}]}")), 400);
        assertThat(problem.path("errors").get(0).path("field").asString()).isEqualTo("lines[0].txt");
        assertThat(problem.path("detail").asString()).contains("known are text");
    }

    @Test
    void aRepeatedFieldIsRefused() throws Exception {
        problem(send(json("{\"to\":\"x\",\"to\":\"y\"}")), 400);
    }

    @Test
    void aValueOfTheWrongKindIsNamed() throws Exception {
        JsonNode problem = problem(send(json("{\"copies\":\"many\"}")), 400);
        assertThat(problem.path("errors").get(0).path("field").asString()).isEqualTo("copies");
    }

    @Test
    void aParameterOfTheWrongKindIsAProblem() throws Exception {
        JsonNode problem = problem(send(request("/api/v1/number?value=seven")), 400);
        assertThat(problem.path("detail").asString()).contains("value");
    }

    @Test
    void anAnnouncedOversizeBodyIsRefused() throws Exception {
        problem(
                send(request("/api/v1/bytes")
                        .header("Content-Type", "application/octet-stream")
                        .POST(BodyPublishers.ofByteArray(new byte[1024 * 1024 + 1]))),
                413);
    }

    @Test
    void aChunkedOversizeBodyIsRefused() throws Exception {
        problem(
                send(request("/api/v1/bytes")
                        .header("Content-Type", "application/octet-stream")
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[1024 * 1024 + 1])))),
                413);
        problem(
                send(request("/api/v1/letters")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(("{" + " ".repeat(1024 * 1024)).getBytes())))),
                413);
    }

    @Test
    void aBodyAtTheLimitIsTaken() throws Exception {
        HttpResponse<String> response = send(request("/api/v1/bytes")
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(new byte[1024 * 1024])));
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void aRefusalHasTheStatusOfItsCodeAndItsViolations() throws Exception {
        JsonNode problem = problem(send(request("/api/v1/refused")), 409);
        assertThat(problem.path("detail").asString()).isEqualTo("It is taken.");
        assertThat(problem.path("errors").toString())
                .isEqualTo("[{\"field\":\"a.b\",\"line\":3,\"column\":4,\"message\":\"is wrong\"}]");
    }

    @Test
    void whatBreaksInsideIsNotShown() throws Exception {
        JsonNode problem = problem(send(request("/api/v1/broken")), 500);
        assertThat(problem.toString()).doesNotContain("secret").doesNotContain("Exception");
    }

    @Test
    void aRequestTheContainerRefusesIsAProblemToo() throws Exception {
        try (var socket = new java.net.Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write("GET /api/v1/[]| HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes());
            String answer = new String(socket.getInputStream().readAllBytes());
            assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
        }
    }

    @Test
    void withoutATokenNobodyIsLetIn() throws Exception {
        HttpRequest.Builder bare = HttpRequest.newBuilder(uri("/api/v1/whoami"));
        HttpResponse<String> response = send(bare);
        problem(response, 401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"slipway\"");
        problem(send(bare.copy().header("Authorization", "Bearer 0123456789abcdeF")), 401);
        problem(send(bare.copy().header("Authorization", "Basic Y2k6eA==")), 401);
    }

    @Test
    void noSpellingOfAPathLeadsPastTheToken() throws Exception {
        for (String path : new String[] {
            "/actuator/health/..;/../api/v1/whoami", "/actuator/health/%2e%2e/%2e%2e/api/v1/whoami", "//api/v1/whoami"
        }) {
            assertThat(send(HttpRequest.newBuilder(uri(path))).statusCode()).isIn(400, 401);
        }
    }

    @Test
    void healthAndMetricsAreOpen() throws Exception {
        for (String path :
                new String[] {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"}) {
            HttpResponse<String> response = send(HttpRequest.newBuilder(uri(path)));
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(response.body()).contains("UP");
        }
        HttpResponse<String> metrics = send(HttpRequest.newBuilder(uri("/actuator/prometheus")));
        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body()).contains("jvm_memory_used_bytes");
    }

    @Test
    void theActorIsTheTokenRefinedByThePersonBehindIt() throws Exception {
        assertThat(send(request("/api/v1/whoami")).body()).isEqualTo("{\"name\":\"ci\"}");
        assertThat(send(request("/api/v1/whoami").header("X-Slipway-Actor", "<b>alice@example.org</b>"))
                        .body())
                .isEqualTo("{\"name\":\"ci/balice@example.orgb\"}");
    }

    @Test
    void theWordOfATrustedTokenForAPersonCounts() throws Exception {
        HttpRequest.Builder asked = HttpRequest.newBuilder(uri("/api/v1/whoami"))
                .header("Authorization", "Bearer fedcba9876543210")
                .header("X-Slipway-Actor", "alice");
        assertThat(send(asked).body()).isEqualTo("{\"name\":\"alice\"}");
    }

    @Test
    void nobodyClaimsToBeAnotherByASlash() throws Exception {
        assertThat(send(request("/api/v1/whoami").header("X-Slipway-Actor", "root/"))
                        .body())
                .isEqualTo("{\"name\":\"ci/root\"}");
    }

    @Test
    void aCorrelationIdIsKeptWhereItIsHarmless() throws Exception {
        assertThat(send(request("/api/v1/whoami").header("X-Correlation-Id", "run-42"))
                        .headers()
                        .firstValue("X-Correlation-Id"))
                .contains("run-42");
        assertThat(send(request("/api/v1/whoami").header("X-Correlation-Id", "a b"))
                        .headers()
                        .firstValue("X-Correlation-Id")
                        .orElseThrow())
                .doesNotContain(" ");
    }

    @Test
    void anUnknownCommandIsNotFound() throws Exception {
        problem(send(request("/api/v1/commands/never-sent")), 404);
    }

    private JsonNode problem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = Json.mapper().readTree(response.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotEmpty();
        assertThat(problem.path("detail").asString()).isNotEmpty();
        return problem;
    }

    private HttpRequest.Builder json(String body) {
        return post("/api/v1/letters", "application/json", body);
    }

    private HttpRequest.Builder post(String path, String type, String body) {
        return request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer 0123456789abcdef");
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
