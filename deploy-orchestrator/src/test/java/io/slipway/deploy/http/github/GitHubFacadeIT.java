package io.slipway.deploy.http.github;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.deploy.http.RunningService;

import tools.jackson.databind.JsonNode;

import static io.slipway.deploy.http.RunningService.body;
import static org.assertj.core.api.Assertions.assertThat;

/** Clients of GitHub's deployments API, with what they send to GitHub. */
class GitHubFacadeIT {
    private static final String TOKEN = "a-token-for-these-tests";
    private static final String COMMIT = "a84d88e7554fc1fa21bcbc4efae3c782a70d2b9d";

    @TempDir
    static Path folder;

    private static RunningService service;

    @BeforeAll
    static void start() {
        service = new RunningService(folder, "--slipway.http.tokens.ci=" + TOKEN);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static void apply(String name, String repository) {
        HttpResponse<String> answer = service.send(service.request("/api/v1/applications/" + name)
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/yaml")
                .header("Prefer", "wait=30")
                .PUT(BodyPublishers.ofString(
                        """
                        apiVersion: slipway.io/v1
                        kind: Application
                        metadata: {name: %s%s}
                        spec:
                          services:
                            - name: web
                              build: {driver: command, command: [./build.sh]}
                              run: {command: [./run.sh]}
                          environments:
                            - name: staging
                              target: {ports: {web: 18080}}
                            - name: production
                              target: {ports: {web: 18090}}
                              approval: {}
                        """.formatted(name, repository.isEmpty() ? "" : ", repository: " + repository))));
        body(answer, 202);
    }

    /** The example of GitHub's documentation, byte for byte: curl sends it as a form. */
    @Test
    void theExampleOfTheDocumentationWorks() {
        apply("hello", "octocat/hello-world");
        HttpResponse<String> answer = curl(
                "/repos/octocat/hello-world/deployments",
                "{\"ref\":\"topic-branch\",\"payload\":\"{ \\\"deploy\\\": \\\"migrate\\\" }\","
                        + "\"description\":\"Deploy request from hubot\"}");

        JsonNode made = body(answer, 201);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(answer.headers().firstValue("Location"))
                .contains(made.path("url").asString());
        assertThat(made.propertyNames())
                .contains(
                        "url",
                        "id",
                        "node_id",
                        "sha",
                        "ref",
                        "task",
                        "payload",
                        "original_environment",
                        "environment",
                        "description",
                        "creator",
                        "created_at",
                        "updated_at",
                        "statuses_url",
                        "repository_url",
                        "transient_environment",
                        "production_environment");
        assertThat(made.path("ref").asString()).isEqualTo("topic-branch");
        assertThat(made.path("task").asString()).isEqualTo("deploy");
        assertThat(made.path("environment").asString()).isEqualTo("production");
        assertThat(made.path("production_environment").asBoolean()).isTrue();
        assertThat(made.path("description").asString()).isEqualTo("Deploy request from hubot");
        assertThat(made.path("payload").asString()).isEqualTo("{ \"deploy\": \"migrate\" }");
        assertThat(made.path("creator").path("login").asString()).isEqualTo("ci");
        assertThat(made.path("created_at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        JsonNode ours =
                body(get("/api/v1/deployments/" + made.path("slipway_id").asString()), 200);
        assertThat(ours.path("version").asString()).isEqualTo("topic-branch");
        assertThat(ours.path("source").path("repository").asString())
                .isEqualTo("https://github.com/octocat/hello-world.git");
        assertThat(ours.path("source").path("ref").asString()).isEqualTo("topic-branch");
    }

    /** As {@code octokit.rest.repos.createDeployment} sends it, to a GitHub server of one's own. */
    @Test
    void whatOctokitSendsWorks() {
        apply("octo", "");
        HttpResponse<String> answer = octokit(
                "/api/v3/repos/anybody/octo/deployments",
                "{\"ref\":\"" + COMMIT + "\",\"environment\":\"staging\",\"auto_merge\":false,\"required_contexts\":[],"
                        + "\"payload\":{\"version\":\"1.4.0\",\"source\":{\"path\":\"/src\"},\"run\":17}}");

        JsonNode made = body(answer, 201);
        assertThat(made.path("sha").asString()).isEqualTo(COMMIT);
        assertThat(made.path("payload").path("run").asInt()).isEqualTo(17);
        assertThat(made.path("url").asString()).contains("/api/v3/repos/anybody/octo/deployments/");
        JsonNode ours = body(get("/api/v1/deployments/octo-staging-1"), 200);
        assertThat(ours.path("version").asString()).isEqualTo("1.4.0");
        assertThat(ours.path("source").path("path").asString()).isEqualTo("/src");
        String one = "/repos/anybody/octo/deployments/" + made.path("id").asLong();
        assertThat(body(get(one), 200).path("id")).isEqualTo(made.path("id"));
        awaitState(one, "success");
        List<String> story = new ArrayList<>();
        body(get(one + "/statuses"), 200)
                .forEach(status -> story.addFirst(status.path("state").asString()));
        assertThat(story)
                .startsWith("pending", "queued")
                .contains("in_progress")
                .endsWith("success");
    }

    @Test
    void aReportedStatusIsKeptAndMovesNothing() {
        apply("told", "");
        JsonNode made = body(deploy("told", "staging", "1.0.0"), 201);
        String one = "/repos/x/told/deployments/" + made.path("id").asLong();
        awaitState(one, "success");
        HttpResponse<String> answer = curl(
                one + "/statuses",
                "{\"environment\":\"staging\",\"state\":\"failure\",\"log_url\":\"https://example.com/deployment/42/output\","
                        + "\"environment_url\":\"https://staging.example.com\",\"description\":\"The smoke test failed.\"}");

        JsonNode status = body(answer, 201);
        assertThat(status.path("state").asString()).isEqualTo("failure");
        assertThat(status.path("description").asString()).isEqualTo("The smoke test failed.");
        assertThat(status.path("log_url")).isEqualTo(status.path("target_url"));
        assertThat(status.path("environment_url").asString()).isEqualTo("https://staging.example.com");
        JsonNode list = body(get(one + "/statuses"), 200);
        assertThat(list.get(0)).as("the newest first").isEqualTo(status);
        assertThat(list.get(1).path("state").asString()).isEqualTo("success");
        String statusPath = one + "/statuses/" + status.path("id").asLong();
        assertThat(body(get(statusPath), 200)).isEqualTo(status);
        body(get(one + "/statuses/1"), 404);
        assertThat(body(get("/api/v1/deployments/told-staging-1"), 200)
                        .path("state")
                        .asString())
                .isEqualTo("SUCCEEDED");
        body(curl(one + "/statuses", "{\"state\":\"splendid\"}"), 422);
        body(curl(one + "/statuses", "{}"), 422);
    }

    @Test
    void anEarlierSuccessBecomesInactive() {
        apply("twice", "");
        String first = "/repos/x/twice/deployments/"
                + body(deploy("twice", "staging", "1"), 201).path("id").asLong();
        awaitState(first, "success");
        String second = "/repos/x/twice/deployments/"
                + body(deploy("twice", "staging", "2"), 201).path("id").asLong();
        awaitState(second, "success");
        awaitState(first, "inactive");
    }

    @Test
    void aRollbackIsATask() {
        apply("back", "");
        for (String version : List.of("1", "2")) {
            awaitState(
                    "/repos/x/back/deployments/"
                            + body(deploy("back", "staging", version), 201)
                                    .path("id")
                                    .asLong(),
                    "success");
        }
        JsonNode made = body(
                octokit(
                        "/repos/x/back/deployments",
                        "{\"ref\":\"main\",\"task\":\"rollback\",\"environment\":\"staging\",\"description\":\"too slow\",\"payload\":{\"to\":\"back-staging-1\"}}"),
                201);

        assertThat(made.path("task").asString()).isEqualTo("rollback");
        JsonNode ours = body(get("/api/v1/deployments/back-staging-3"), 200);
        assertThat(ours.path("rollbackTo").asString()).isEqualTo("back-staging-1");
        assertThat(ours.path("reason").asString()).isEqualTo("too slow");
    }

    @Test
    void theVersionOfAnEarlierEnvironmentGoesOnAsItIs() {
        apply("onward", "octocat/onward");
        String path = "/repos/octocat/onward/deployments";
        JsonNode staged = body(octokit(path, "{\"ref\":\"v1\",\"environment\":\"staging\"}"), 201);
        awaitState(path + "/" + staged.path("id").asLong(), "success");
        body(octokit(path, "{\"ref\":\"v1\",\"environment\":\"production\"}"), 201);

        JsonNode production = body(get("/api/v1/deployments/onward-production-1"), 200);
        assertThat(production.path("promotedFrom").asString()).isEqualTo("onward-staging-1");
        assertThat(production.path("artifacts"))
                .isEqualTo(
                        body(get("/api/v1/deployments/onward-staging-1"), 200).path("artifacts"));
    }

    @Test
    void deploymentsAreListedInPages() {
        apply("listed", "");
        List<Long> made = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            made.addFirst(
                    body(deploy("listed", "staging", "1." + i), 201).path("id").asLong());
        }
        List<Long> seen = new ArrayList<>();
        String next = "/repos/x/listed/deployments?per_page=2&environment=staging";
        while (next != null) {
            HttpResponse<String> page = get(next);
            body(page, 200).forEach(item -> seen.add(item.path("id").asLong()));
            Matcher link = Pattern.compile("<https?://[^/]+([^>]+)>; rel=\"next\"")
                    .matcher(page.headers().firstValue("Link").orElse(""));
            next = link.find() ? link.group(1) : null;
        }
        assertThat(seen).isEqualTo(made);
        assertThat(get("/repos/x/listed/deployments?per_page=2")
                        .headers()
                        .firstValue("Link")
                        .orElseThrow())
                .contains("page=3")
                .contains("rel=\"last\"");
        assertThat(body(get("/repos/x/listed/deployments?ref=1.3"), 200)).hasSize(1);
        assertThat(body(get("/repos/x/listed/deployments?sha=1.3&task=deploy"), 200))
                .hasSize(1);
        assertThat(body(get("/repos/x/listed/deployments?environment=production"), 200))
                .isEmpty();
        assertThat(body(get("/repos/x/listed/deployments?task=rollback"), 200)).isEmpty();
    }

    @Test
    void theSameRequestAgainIsTheSameDeployment() {
        apply("same", "");
        String json = "{\"ref\":\"1\",\"environment\":\"staging\",\"payload\":{\"source\":{\"path\":\"/src\"}}}";
        HttpRequest.Builder request = service.request("/repos/x/same/deployments")
                .header("Authorization", "token " + TOKEN)
                .header("Idempotency-Key", "run-17")
                .POST(BodyPublishers.ofString(json));
        long first = body(service.send(request), 201).path("id").asLong();
        assertThat(body(service.send(request), 201).path("id").asLong()).isEqualTo(first);
    }

    @Test
    void faultsAreSaidAsGitHubSaysThem() {
        apply("faulty", "");
        String path = "/repos/x/faulty/deployments";
        JsonNode missing = body(curl(path, "{\"environment\":\"staging\"}"), 422);
        assertThat(missing.path("message").asString()).isEqualTo("Validation Failed");
        assertThat(missing.path("documentation_url").asString()).startsWith("https://docs.github.com/");
        assertThat(missing.path("errors").get(0).path("resource").asString()).isEqualTo("Deployment");
        assertThat(missing.path("errors").get(0).path("field").asString()).isEqualTo("ref");
        assertThat(missing.path("errors").get(0).path("code").asString()).isEqualTo("missing_field");
        assertThat(body(curl(path, "{"), 400).path("message").asString()).isEqualTo("Problems parsing JSON");
        assertThat(body(curl(path, "{\"ref\":\"main\",\"environment\":\"moon\"}"), 422)
                        .path("errors")
                        .get(0)
                        .path("message")
                        .asString())
                .contains("staging, production");
        assertThat(body(
                                curl(
                                        path,
                                        "{\"ref\":\"main\",\"required_contexts\":[\"ci/janky\",\"security/brakeman\"]}"),
                                409)
                        .path("message")
                        .asString())
                .startsWith("Conflict: Commit status checks");
        body(curl(path, "{\"ref\":\"main\",\"environment\":\"staging\",\"payload\":{\"artifacts\":[]}}"), 422);
        body(curl(path, "{\"ref\":\"main\",\"environment\":\"staging\"}"), 422);
        JsonNode unknown = body(curl("/repos/x/nobody/deployments", "{\"ref\":\"main\"}"), 404);
        assertThat(unknown.path("message").asString()).isEqualTo("Not Found");
        body(get("/repos/x/faulty/deployments/1"), 404);
        body(get("/repos/x/faulty/deployments/x"), 400);
        HttpResponse<String> nobody = service.send(service.request(path).header("Authorization", "token wrong"));
        assertThat(body(nobody, 401).path("message").asString()).isEqualTo("Bad credentials");
        assertThat(body(service.send(service.request(path)), 401).has("documentation_url"))
                .isTrue();
        body(
                service.send(service.request(path)
                        .header("Authorization", "Bearer " + TOKEN)
                        .DELETE()),
                405);
    }

    private static HttpResponse<String> deploy(String application, String environment, String version) {
        return octokit(
                "/repos/x/" + application + "/deployments",
                "{\"ref\":\"" + version + "\",\"environment\":\"" + environment
                        + "\",\"required_contexts\":[],\"payload\":{\"source\":{\"path\":\"/src\"}}}");
    }

    private static HttpResponse<String> curl(String path, String json) {
        return service.send(service.request(path)
                .header("Accept", "application/vnd.github+json")
                .header("Authorization", "Bearer " + TOKEN)
                .header("X-GitHub-Api-Version", "2022-11-28")
                .header("User-Agent", "curl/8.5.0")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(json)));
    }

    private static HttpResponse<String> octokit(String path, String json) {
        return service.send(service.request(path)
                .header("accept", "application/vnd.github.v3+json")
                .header("authorization", "token " + TOKEN)
                .header("content-type", "application/json; charset=utf-8")
                .header("user-agent", "octokit-rest.js/21.0.2 octokit-core.js/6.1.2 Node.js/20")
                .POST(BodyPublishers.ofString(json)));
    }

    private static HttpResponse<String> get(String path) {
        return service.send(service.request(path)
                .header("Accept", path.startsWith("/repos") ? "application/vnd.github+json" : "application/json")
                .header("Authorization", "token " + TOKEN));
    }

    private static void awaitState(String deployment, String state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(body(get(deployment + "/statuses"), 200)
                                .get(0)
                                .path("state")
                                .asString())
                        .isEqualTo(state));
    }
}
