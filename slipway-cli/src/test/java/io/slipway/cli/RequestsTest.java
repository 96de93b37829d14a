package io.slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.slipway.cli.fake.FakeSlipway;

import static io.slipway.cli.fake.Documents.accepted;
import static io.slipway.cli.fake.Documents.deployment;
import static org.assertj.core.api.Assertions.assertThat;

/** What the server is asked. */
class RequestsTest {
    private static final String DEPLOY = "POST /api/v1/applications/shop/deployments";

    private final FakeSlipway server = new FakeSlipway();

    @TempDir
    private Path folder = Path.of(".");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aDeployNamesWhatWhereAndWhy() {
        server.on(DEPLOY, 202, accepted("shop-staging-1"));

        TypedCommand.run(
                server,
                "deploy",
                "shop",
                "--version",
                "1.2.0",
                "-e",
                "staging",
                "-m",
                "hotfix",
                "--repository",
                "https://git.example/shop.git",
                "--ref",
                "v1.2.0",
                "--artifact",
                "web=/builds/web.tgz");

        assertThat(server.last().json())
                .isEqualTo(io.slipway.events.json.Json.tree(Map.of(
                        "version",
                        "1.2.0",
                        "environment",
                        "staging",
                        "reason",
                        "hotfix",
                        "source",
                        Map.of("repository", "https://git.example/shop.git", "ref", "v1.2.0"),
                        "artifacts",
                        Map.of("web", "/builds/web.tgz"))));
    }

    @Test
    void aFolderIsNamedAsTheServerFindsIt() {
        server.on(DEPLOY, 202, accepted("shop-staging-1"));

        TypedCommand.run(server, "deploy", "shop", "-v", "1", "--source", "sub/..");

        assertThat(server.last().json().path("source").path("path").asString())
                .isEqualTo(Path.of("").toAbsolutePath().toString());
    }

    @Test
    void anArtifactThatIsAFileHereIsNamedWhole() {
        server.on(DEPLOY, 202, accepted("shop-staging-1"));

        TypedCommand.run(
                server, "deploy", "shop", "-v", "1", "--artifact", "web=pom.xml", "--artifact", "db=r/db@sha256:1");

        assertThat(server.last().json().path("artifacts").path("web").asString())
                .isEqualTo(Path.of("pom.xml").toAbsolutePath().toString());
        assertThat(server.last().json().path("artifacts").path("db").asString()).isEqualTo("r/db@sha256:1");
    }

    @ParameterizedTest
    @CsvSource({"approve,approve,comment", "reject,reject,comment", "cancel,cancel,reason", "pause,pause,reason"})
    void anInterventionCarriesItsReason(String command, String verb, String field) {
        server.on("POST /api/v1/deployments/shop-staging-1/" + verb, 202, accepted("shop-staging-1"));

        TypedCommand typed = TypedCommand.run(server, command, "shop-staging-1", "-m", "because");

        assertThat(typed.status()).isZero();
        assertThat(typed.out()).startsWith("shop-staging-1 ");
        assertThat(server.last().json().path(field).asString()).isEqualTo("because");
    }

    @Test
    void theSchemaIsTheServers() {
        server.on("GET /api/v1/schemas/slipway-v1.schema.json", 200, Map.of("title", "slipway.yaml"));

        assertThat(TypedCommand.run(server, "schema").out()).contains("\"title\" : \"slipway.yaml\"");
    }

    @Test
    void whoResumesLooksAgainOrAcceptsWithAReason() {
        server.on("POST /api/v1/deployments/shop-staging-1/resume", 202, accepted("shop-staging-1"))
                .on("POST /api/v1/deployments/shop-staging-1/accept", 202, accepted("shop-staging-1"));

        assertThat(TypedCommand.run(server, "resume", "shop-staging-1").out()).contains("shop-staging-1 resumed");
        assertThat(TypedCommand.run(server, "resume", "shop-staging-1", "--accept", "a quiet night")
                        .out())
                .contains("shop-staging-1 accepted");
        assertThat(server.last().json().path("reason").asString()).isEqualTo("a quiet night");
    }

    @Test
    void aRetryNamesTheStepAndARollbackTheDeployment() {
        server.on("POST /api/v1/deployments/shop-staging-1/steps/01-build-web/retry", 202, accepted("shop-staging-1"))
                .on("POST /api/v1/applications/shop/environments/staging/rollback", 202, accepted("shop-staging-9"));

        assertThat(TypedCommand.run(server, "retry", "shop-staging-1", "01-build-web")
                        .out())
                .contains("shop-staging-1 tries 01-build-web again");
        assertThat(TypedCommand.run(server, "rollback", "shop", "staging", "--to", "shop-staging-3")
                        .out())
                .contains("shop-staging-9");
        assertThat(server.last().json().path("to").asString()).isEqualTo("shop-staging-3");
    }

    @Test
    void aDeadLetterIsSentTwiceOnlyWhenItIsSaidTwice() {
        String replay = "POST /api/v1/dead-letters/commands.dlt%400-7/replay".replace("%40", "@");
        server.on(replay, 409, io.slipway.cli.fake.Documents.problem(409, "No", "add ?force=true", java.util.List.of()))
                .on(replay, 202, Map.of());

        TypedCommand again = TypedCommand.run(server, "dlt", "replay", "commands.dlt@0-7");
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err()).contains("--force").doesNotContain("?force");

        assertThat(TypedCommand.run(server, "dlt", "replay", "commands.dlt@0-7", "--force")
                        .out())
                .contains("replayed commands.dlt@0-7");
        assertThat(server.last().path()).endsWith("?force=true");
    }

    @Test
    void whoAsksAndTheKeyGoWithTheCommand() {
        server.on(DEPLOY, 202, accepted("shop-staging-1"));

        TypedCommand.run(
                server,
                "deploy",
                "shop",
                "-v",
                "1",
                "--token",
                "a-token",
                "--as",
                "alice",
                "--idempotency-key",
                "build-77");

        var headers = server.last().headers();
        assertThat(headers.getFirst("Authorization")).isEqualTo("Bearer a-token");
        assertThat(headers.getFirst("X-Slipway-Actor")).isEqualTo("alice");
        assertThat(headers.getFirst("Idempotency-Key")).isEqualTo("build-77");
    }

    @Test
    void aLocalSlipwaysTokenIsFoundInItsDataFolder() throws IOException {
        Files.writeString(folder.resolve("admin-token"), "local-token\n");
        server.on(DEPLOY, 202, accepted("shop-staging-1"));

        TypedCommand.run(server, "deploy", "shop", "-v", "1", "--data-folder", folder.toString());

        assertThat(server.last().headers().getFirst("Authorization")).isEqualTo("Bearer local-token");
    }

    @Test
    void aSlipwayBehindAPathIsReached() {
        server.on(
                "GET /delivery/api/v1/deployments/shop-staging-1",
                200,
                deployment("shop-staging-1", io.slipway.events.deploy.DeploymentState.SUCCEEDED));

        assertThat(TypedCommand.run(server.url() + "/delivery/", false, "watch", "shop-staging-1")
                        .status())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metadata:\\n  name: shop|block",
                "metadata: {name: shop}|flow",
                "metadata:\\n  labels: x\\n  name: \"shop\"|quoted, second",
                "# comment\\nmetadata:\\n  # the name\\n  name: shop|after comments"
            })
    void anApplicationIsDeclaredUnderTheNameInItsFile(String yaml, String style) throws IOException {
        Path file = Files.writeString(folder.resolve("slipway.yaml"), yaml.replace("\\n", "\n"));
        server.on("PUT /api/v1/applications/shop", 202, accepted("shop"));

        TypedCommand apply = TypedCommand.run(server, "apply", "-f", file.toString());

        assertThat(apply.status()).as(style + ": " + apply.err()).isZero();
        assertThat(server.requests().getFirst().headers().getFirst("Content-Type"))
                .isEqualTo("application/yaml");
        assertThat(server.requests().getFirst().body()).isEqualTo(Files.readString(file));
    }

    @Test
    void howItIsBackedUpGoesToTheBackupServiceFromTheSameFile() throws IOException {
        Path file = Files.writeString(
                folder.resolve("slipway.yaml"), "metadata: {name: shop}\nspec:\n  backups:\n    - name: nightly\n");
        server.on("PUT /api/v1/applications/shop", 202, accepted("shop"));
        TypedCommand without = TypedCommand.run(server, "apply", "-f", file.toString());
        assertThat(without.status()).isEqualTo(2);
        assertThat(without.err()).contains("the application is applied, and its backups are not");

        server.on("PUT /api/v1/backups/shop", 202, accepted("shop"));
        TypedCommand with = TypedCommand.run(server, "apply", "-f", file.toString());
        assertThat(with.status()).as(with.err()).isZero();
        assertThat(with.out()).isEqualToNormalizingNewlines("application shop applied, and how it is backed up\n");
        assertThat(server.last().body()).isEqualTo(Files.readString(file));
    }

    @Test
    void anEventIsMadeOfOptionsAsACloudEventAndACdEventIsSentBare() throws IOException {
        server.on("POST /api/v1/events", 202, Map.of("id", "e-1", "topic", "slipway.intake"));
        Path cdevent = Files.writeString(folder.resolve("event.json"), "{\"context\": {\"version\": \"0.5.0\"}}");

        TypedCommand made =
                TypedCommand.run(server, "publish", "--type", "io.example.built", "--data", "{\"ok\": true}");
        assertThat(made.out()).isEqualToNormalizingNewlines("published e-1\n");
        assertThat(server.last().headers().getFirst("Content-Type")).isEqualTo("application/cloudevents+json");
        assertThat(server.last().json().path("data").path("ok").asBoolean()).isTrue();

        TypedCommand.run(server, "publish", cdevent.toString());
        assertThat(server.last().headers().getFirst("Content-Type")).isEqualTo("application/json");
    }
}
