package io.slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.cli.fake.FakeSlipway;

import static org.assertj.core.api.Assertions.assertThat;

/** What runs with another configuration than it should, found and mended from the command line. */
class ConfigDriftTest {
    private static final String REVISION = "a".repeat(64);
    private static final String PRODUCTION = "/api/v1/config/shop/environments/production";
    private static final Map<String, Object> WRITTEN = Map.of(
            "pool.size", 30, "database.password", "{cipher}v1:0badcafe:AAAA", "url", "x://${database.password}@db");

    @TempDir
    private Path folder;

    private final FakeSlipway server = new FakeSlipway();

    @BeforeEach
    void aPoolOfThirtyAndAPassword() {
        values("GET " + PRODUCTION, WRITTEN);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aFileThatIsAsItShouldBeEndsWellAndSaysWhatWasNotCompared() throws IOException {
        Path file = write("app.yaml", "pool: {size: 30}\ndatabase: {password: whatever}\nurl: x://whatever@db\n");

        TypedCommand drift =
                TypedCommand.run(server, "config", "drift", "shop", "production", "--file", file.toString());

        assertThat(drift.status()).as(drift.err()).isZero();
        assertThat(drift.err()).contains("Secrets, not compared: database.password, url");
    }

    @Test
    void whatDiffersInAFileIsShownKeyByKeyAndEndsWithOne() throws IOException {
        Path file = write("app.properties", "pool.size=20\nmore=1\ndatabase.password=x\nurl=y\n");

        TypedCommand drift =
                TypedCommand.run(server, "config", "drift", "shop", "production", "--file", file.toString());

        assertThat(drift.status()).isEqualTo(1);
        assertThat(drift.out().lines())
                .containsExactly(
                        file + ":", "KEY        SHOULD BE  IS", "more       -          1", "pool.size  30         20");
    }

    @Test
    void anEnvironmentFileIsMendedWithItsSecretsAndKeepsItsPermissions() throws IOException {
        values("GET " + PRODUCTION, WRITTEN);
        Path file = write(".env", "POOL_SIZE=20\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        TypedCommand refused = TypedCommand.run(
                server, "config", "drift", "shop", "production", "--file", file.toString(), "--reconcile");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("give --secrets");
        assertThat(Files.readString(file)).isEqualTo("POOL_SIZE=20\n");

        plain();
        TypedCommand mended = TypedCommand.run(
                server, "config", "drift", "shop", "production", "--file", file.toString(), "--reconcile", "--secrets");
        assertThat(mended.status()).as(mended.err()).isZero();
        assertThat(mended.out()).contains("DATABASE_PASSWORD  (secret)").doesNotContain("horse");
        assertThat(Files.readString(file))
                .isEqualTo("DATABASE_PASSWORD='correct horse'\nPOOL_SIZE=30\nURL='x://correct horse@db'\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aConfigMapIsMendedWithoutSecrets() throws IOException {
        Path file = write(
                "map.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web, namespace: prod}\ndata: {POOL_SIZE: '20'}\n");

        TypedCommand found =
                TypedCommand.run(server, "config", "drift", "shop", "production", "--configmap", file.toString());
        assertThat(found.status()).isEqualTo(1);
        assertThat(found.out().lines()).last().isEqualTo("POOL_SIZE  30         20");

        TypedCommand mended = TypedCommand.run(
                server, "config", "drift", "shop", "production", "--configmap", file.toString(), "--reconcile");
        assertThat(mended.status()).as(mended.err()).isZero();
        assertThat(Files.readString(file))
                .contains("name: web", "namespace: prod", "POOL_SIZE: \"30\"")
                .doesNotContain("DATABASE", "URL");
        assertThat(TypedCommand.run(server, "config", "drift", "shop", "production", "--configmap", file.toString())
                        .status())
                .isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aProcessIsComparedByItsEnvironmentAndCannotBeMended() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sleep", "60");
        builder.environment().putAll(Map.of("POOL_SIZE", "20", "DATABASE_PASSWORD", "x", "URL", "y"));
        Process process = builder.start();
        try {
            TypedCommand drift = TypedCommand.run(
                    server,
                    "config",
                    "drift",
                    "shop",
                    "production",
                    "--process",
                    String.valueOf(process.pid()),
                    "--reconcile");

            assertThat(drift.status()).isEqualTo(1);
            assertThat(drift.out().lines()).last().isEqualTo("POOL_SIZE  30         20");
            assertThat(drift.err()).contains("restart it");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void whatIsNotThereIsAPlainMistake() {
        assertThat(TypedCommand.run(server, "config", "drift", "shop", "production", "--file", "nowhere.yaml")
                        .status())
                .isNotZero();
        assertThat(TypedCommand.run(server, "config", "drift", "shop", "production", "--file", "nowhere.txt")
                        .err())
                .isNotBlank();
    }

    @Test
    void instancesThatDifferAreListedAndAskedToFetchAgain() {
        server.on(
                "GET " + PRODUCTION + "/instances",
                200,
                Map.of(
                        "heard",
                        List.of(),
                        "drifting",
                        List.of(Map.of(
                                "environment",
                                "production",
                                "instance",
                                "web-1",
                                "service",
                                "web",
                                "desired",
                                REVISION,
                                "running",
                                "b".repeat(64),
                                "kind",
                                "REVISION",
                                "since",
                                "2026-11-26T08:00:00Z",
                                "alerted",
                                true))));
        server.on(
                "POST " + PRODUCTION + "/drift/reconcile",
                202,
                Map.of("commandId", "1", "status", "accepted", "revision", 1));

        TypedCommand drift = TypedCommand.run(server, "config", "drift", "shop", "production", "--reconcile");

        assertThat(drift.status()).isEqualTo(1);
        assertThat(drift.out().lines())
                .last()
                .isEqualTo("web-1     web      bbbbbbbbbbbb  aaaaaaaaaaaa  revision    2026-11-26T08:00:00Z  yes");
        assertThat(server.last().path()).isEqualTo(PRODUCTION + "/drift/reconcile");
    }

    private void plain() {
        server.on(
                "GET " + PRODUCTION,
                200,
                Map.of(
                        "application",
                        "shop",
                        "environment",
                        "production",
                        "revision",
                        REVISION,
                        "hash",
                        REVISION,
                        "values",
                        Map.of("pool.size", 30, "database.password", "correct horse", "url", "x://correct horse@db"),
                        "unreadable",
                        Map.of()));
    }

    private void values(String question, Map<String, Object> values) {
        server.on(
                question,
                200,
                Map.of(
                        "application",
                        "shop",
                        "environment",
                        "production",
                        "revision",
                        REVISION,
                        "hash",
                        REVISION,
                        "values",
                        values));
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return file;
    }
}
