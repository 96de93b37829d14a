package io.slipway.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The example of the tutorial on a running Slipway, each command as a process of its own; one chapter after the other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConfigCommandLineIT {
    private static final Path CLI = CommandLineProcess.builtHome().resolve("slipway-cli/target/app/slipway-cli.jar");
    private static final String BOB = "bob-has-a-token-of-his-own";

    @TempDir
    static Path temp;

    private static StandaloneProcess slipway;
    private static Path folder;

    @BeforeAll
    static void start() throws IOException {
        slipway = StandaloneProcess.start(temp.resolve("data"), Map.of("slipway.http.tokens.bob", BOB));
        folder = temp.resolve("config");
        copy(CommandLineProcess.builtHome().resolve("examples/greeter/config"), folder);
    }

    @AfterAll
    static void stop() {
        slipway.close();
    }

    @Test
    @Order(1)
    void aFolderBecomesARevisionAndASecondTimeNothing() throws Exception {
        assertThat(run(0, "apply", "greeter", folder.toString(), "--to", "staging", "--wait"))
                .contains("all instances of staging have revision");
        assertThat(run(0, "apply", "greeter", folder.toString(), "--to", "staging"))
                .contains("already");
        assertThat(run(0, "get", "greeter", "staging", "logging.level")).isEqualTo("debug\n");
    }

    @Test
    @Order(2)
    void whatBreaksARuleIsRefusedWithItsPlaceAndNothingChanges() throws Exception {
        assertThat(run(2, "set", "greeter", "production", "http.workers.max=5"))
                .contains("http.workers.min", "more workers than there are at the most", "line 2");
        assertThat(run(2, "set", "greeter", "production", "mail.password=hunter2-in-the-clear"))
                .contains("encrypt it");
        assertThat(run(0, "history", "greeter").lines()).hasSize(2);
    }

    @Test
    @Order(3)
    void aChangeIsExplainedAndComparedAndComesToAShareFirst() throws Exception {
        run(0, "set", "greeter", "base", "http.timeout=40", "-m", "slow letters");
        assertThat(run(0, "diff", "greeter")).contains("base/application.yaml", "~ http.timeout: 30 becomes 40");
        assertThat(run(0, "rollout", "greeter", "staging", "--percent", "50"))
                .contains("has reached 50 % of the instances");
        assertThat(run(0, "advance", "greeter-staging-config-2")).contains("goes on");
        assertThat(run(0, "explain", "greeter", "staging", "http.timeout"))
                .contains("http.timeout is 40 in staging", "set at base/application.yaml:7:12");
    }

    @Test
    @Order(4)
    void aFolderThatIsBehindIsToldWhatCameInBetween() throws Exception {
        Path base = folder.resolve("base/application.yaml");
        Files.writeString(base, Files.readString(base).replace("text: Hello", "text: Good day"));

        assertThat(run(1, "apply", "greeter", folder.toString()))
                .contains("base/application.yaml", "http.timeout: was changed from 30 to 40", "--base newest");
    }

    @Test
    @Order(5)
    void aPromotionTakesSomebodyElse() throws Exception {
        assertThat(run(2, "promote", "greeter", "staging", "production")).contains("It takes 1 approval", "--yes");
        assertThat(run(0, "promote", "greeter", "staging", "production", "--yes"))
                .contains("waits for 1 approval");
        String id = "greeter-production-config-1";
        assertThat(run(1, "approve", id)).contains("whoever asked for a rollout cannot agree to it");
        assertThat(run(0, "approve", id, "--token", BOB, "-m", "looks good")).contains(id + " approved");
        run(0, "advance", id);
        assertThat(run(0, "get", "greeter", "production", "http.timeout", "--service", "web"))
                .isEqualTo("10\n");
    }

    @Test
    @Order(6)
    void policiesAreJudgedOnWhatIsInForce() throws Exception {
        assertThat(run(0, "policy", "greeter"))
                .contains("two-people", "approved by bob")
                .doesNotContain("✗");
    }

    @Test
    @Order(7)
    void aRollbackTakesOneCommand() throws Exception {
        assertThat(run(0, "rollback", "greeter", "staging", "--wait")).contains("all instances of staging");
        assertThat(run(0, "get", "greeter", "staging", "http.timeout")).isEqualTo("30\n");
    }

    @Test
    @Order(8)
    void readersGetTheirFormAndWhatLeavesComesBack() throws Exception {
        assertThat(run(0, "render", "greeter", "production", "--service", "web", "--format", "docker-env"))
                .contains("HTTP_TIMEOUT=10\n", "GREETING_TEXT=Hello\n");
        Path documents = temp.resolve("documents");
        run(0, "export", "greeter", documents.toString());
        assertThat(documents.resolve("base/application.yaml")).content().contains("# Longer than", "timeout: 40");
        run(0, "export", "greeter", temp.resolve("spring").toString(), "--format", "spring");
        Path back = temp.resolve("back");
        Files.createDirectories(back);
        Files.copy(documents.resolve("slipway-config.yaml"), back.resolve("slipway-config.yaml"));
        Files.copy(documents.resolve("slipway-config.schema.json"), back.resolve("slipway-config.schema.json"));
        run(0, "import", temp.resolve("spring").toString(), back.toString(), "--format", "spring");
        assertThat(run(0, "render", "greeter", "production", "--service", "web", "--folder", back.toString()))
                .isEqualTo(run(
                        0, "render", "greeter", "production", "--service", "web", "--folder", documents.toString()));
        assertThat(run(0, "apply", "greeter", documents.toString())).contains("already");
    }

    private static String run(int status, String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of("config"));
        line.addAll(List.of(words));
        // It speaks to no server.
        if (!words[0].equals("import")) {
            line.addAll(connection());
        }
        // As it is shipped; a file and no pipe, so that nothing it says can hold it up.
        Path told = temp.resolve("told");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-jar",
                CLI.toString()));
        command.addAll(line);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES))
                .as(String.join(" ", words))
                .isTrue();
        String text = Files.readString(told);
        assertThat(process.exitValue())
                .as("%s: %s", String.join(" ", words), text)
                .isEqualTo(status);
        return text;
    }

    private static List<String> connection() {
        return List.of(
                "--url", slipway.url(), "--data-folder", temp.resolve("data").toString(), "--as", "alice");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
