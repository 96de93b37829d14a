package io.slipway.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's first command, from the built files and as its own processes. */
class DemoIT {
    @TempDir
    Path temp;

    @AfterEach
    void end() {
        RunningInstances.under(data()).forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void theDemoGoesAsToldAndLeavesNothingRunning() throws Exception {
        CommandLineProcess.Ended demo = new CommandLineProcess(CommandLineProcess.builtHome(), temp).run(demo());

        assertThat(demo.status()).as(demo.told()).isZero();
        assertThat(demo.told())
                .contains("greeter-production-1  1.0.0  succeeded")
                .contains("greeter-production-2  2.0.0  succeeded")
                .contains("greeter-production-3  3.0.0  rolled back")
                .contains("greeter-training-1    1.0.0  superseded")
                .contains("greeter-training-2    2.0.0  rejected")
                .contains("Somebody sets http.timeout to soon → refused: base/application.yaml:7:12: http.timeout")
                .containsPattern("a quarter of the instances first → [1-9][0-9]? of 20 instances have it")
                .contains("the others follow → 20 of 20 instances have it")
                .contains("drift: web-1 differs")
                .containsPattern("greeter-training-4 is pinned to [0-9a-f]{12}")
                .containsPattern("greeter-training-5 runs 1\\.0\\.0 with the configuration [0-9a-f]{12}")
                .contains("refused: gate backup-fresh does not hold: the policy nightly is in alarm")
                .contains("the policy nightly has backups that no restore drill has proven yet")
                .containsPattern("measured RTO [0-9.]+ s, measured RPO [0-9.]+ s")
                .containsPattern("0 documents are left → 500 are back in [0-9.]+ s")
                .contains("Production serves 2.0.0")
                .containsPattern("Lost requests +0\n")
                .containsPattern("Notifications +[0-9]+\n")
                .contains("Everything went as told");
        assertThat(RunningInstances.under(data())).isEmpty();
        assertLog(Files.readAllLines(data().resolve("logs/slipway.log")));
    }

    /** A third version that answers well is not taken back, and that is not as told. Everything is left running. */
    @Test
    void whatDoesNotGoAsToldIsSaidAndEndsWith1AndWhatIsToBeKeptGoesOn() throws Exception {
        CommandLineProcess slipway = new CommandLineProcess(homeWithAHarmlessThirdVersion(), temp);
        try {
            CommandLineProcess.Ended demo = slipway.run(demo("--keep"));

            assertThat(demo.status()).as(demo.told()).isEqualTo(1);
            assertThat(demo.told())
                    .contains("✗ 3.0.0 was to end in production as rolled back, it ended in production as succeeded")
                    .contains("✗ 2.0.0 was to serve production at the end, it is 3.0.0")
                    .doesNotContain("Everything went as told")
                    .contains("Everything goes on running:");
            assertThat(slipway.api(data()).application("greeter").environments())
                    .filteredOn(environment -> environment.name().equals("production"))
                    .extracting(environment -> environment.release().version())
                    .containsExactly("3.0.0");
            assertThat(RunningInstances.ofVersion(data(), "3.0.0")).isNotEmpty();
        } finally {
            slipway.run("down", "--all", "--data-folder", data().toString());
        }
        assertThat(slipway.api(data()).ready()).isFalse();
        assertThat(RunningInstances.under(data())).isEmpty();
    }

    private String[] demo(String... more) {
        return Stream.concat(
                        Stream.of(
                                "demo",
                                "--data-folder",
                                data().toString(),
                                "--service-ports",
                                StandaloneProcess.freePort() + "," + StandaloneProcess.freePort()),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    /** The built Slipway with the example's second version in the place of the third. */
    private Path homeWithAHarmlessThirdVersion() throws IOException {
        Path built = CommandLineProcess.builtHome();
        Path home = Files.createDirectories(temp.resolve("home"));
        Files.createSymbolicLink(home.resolve("slipway-standalone"), built.resolve("slipway-standalone"));
        Path greeter = Files.createDirectories(home.resolve("examples/greeter"));
        Path example = built.resolve("examples/greeter");
        Files.copy(example.resolve("slipway.yaml"), greeter.resolve("slipway.yaml"));
        Files.createSymbolicLink(greeter.resolve("config"), example.resolve("config"));
        Files.createSymbolicLink(greeter.resolve("v1"), example.resolve("v1"));
        Files.createSymbolicLink(greeter.resolve("v2"), example.resolve("v2"));
        Files.createSymbolicLink(greeter.resolve("v3"), example.resolve("v2"));
        return home;
    }

    /** Each line is a JSON object, and what happens to a deployment carries the ids of the request it follows from. */
    private static void assertLog(List<String> lines) {
        List<JsonNode> log = lines.stream().map(Json.mapper()::readTree).toList();
        assertThat(log).allMatch(line -> line.hasNonNull("@timestamp") && line.hasNonNull("message"));

        List<JsonNode> story = log.stream()
                .filter(line -> line.path("log").path("logger").asString().equals("io.slipway.deploy"))
                .filter(line -> line.path("message").asString().startsWith("greeter-production-3 "))
                .toList();
        assertThat(story)
                .extracting(line -> line.path("message").asString())
                .anyMatch(line -> line.contains("rolled back"));
        assertThat(story).allMatch(line -> line.hasNonNull("correlationId") && line.hasNonNull("traceId"));
        assertThat(story)
                .extracting(line -> line.path("correlationId").asString())
                .containsOnly(story.getFirst().path("correlationId").asString());
    }

    private Path data() {
        return temp.resolve("demo");
    }
}
