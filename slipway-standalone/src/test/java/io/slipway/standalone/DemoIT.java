package io.slipway.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.cli.SlipwayCommand;
import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's first command, from the built files and as its own processes. */
class DemoIT {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path temp;

    @AfterEach
    void end() {
        RunningInstances.under(data()).forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void theDemoGoesAsToldAndLeavesNothingRunning() throws Exception {
        Path output = temp.resolve("output");
        Process demo = demo(output);

        assertThat(demo.waitFor(5, TimeUnit.MINUTES)).isTrue();

        String told = Files.readString(output);
        assertThat(demo.exitValue()).as(told).isZero();
        assertThat(told)
                .contains("greeter-production-1  1.0.0  succeeded")
                .contains("greeter-production-2  2.0.0  succeeded")
                .contains("greeter-production-3  3.0.0  rolled back")
                .contains("greeter-training-1    1.0.0  superseded")
                .contains("greeter-training-2    2.0.0  rejected")
                .contains("Production serves 2.0.0")
                .containsPattern("Lost requests +0\n")
                .containsPattern("Notifications +8\n")
                .contains("Everything went as told");
        assertThat(RunningInstances.under(data())).isEmpty();
        assertLog(Files.readAllLines(data().resolve("logs/slipway.log")));
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

    private Process demo(Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dslipway.home=" + HOME,
                "-cp",
                System.getProperty("java.class.path"),
                SlipwayCommand.class.getName(),
                "demo",
                "--data-folder",
                data().toString(),
                "--service-ports",
                StandaloneProcess.freePort() + "," + StandaloneProcess.freePort());
        builder.environment().put("SLIPWAY_PORT", String.valueOf(StandaloneProcess.freePort()));
        builder.environment().put("SLIPWAY_KAFKA_PORT", String.valueOf(StandaloneProcess.freePort()));
        return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    private Path data() {
        return temp.resolve("demo");
    }
}
