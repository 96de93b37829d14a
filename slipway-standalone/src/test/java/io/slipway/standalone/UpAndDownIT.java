package io.slipway.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** {@code slipway up} and {@code slipway down}, and the launcher before them. */
class UpAndDownIT {
    @TempDir
    Path temp;

    private CommandLineProcess slipway;

    @BeforeEach
    void prepare() {
        slipway = new CommandLineProcess(CommandLineProcess.builtHome(), temp);
    }

    @AfterEach
    void end() throws Exception {
        slipway.run("down", "--all", "--data-folder", data().toString());
    }

    @Test
    void whatIsStartedIsSaidAndAnswersUntilItIsStopped() throws Exception {
        CommandLineProcess.Ended up = slipway.run("up", "-d", "--data-folder", data().toString());
        assertThat(up.status()).as(up.told()).isZero();
        assertThat(up.told())
                .contains("Slipway   http://127.0.0.1:")
                .contains("Kafka     127.0.0.1:")
                .contains("Token     " + data().resolve("admin-token"))
                .contains("Stop it with: slipway down");
        assertThat(slipway.api(data()).get("/api/v1/applications").path("items"))
                .isEmpty();

        CommandLineProcess.Ended again = slipway.run("up", "-d", "--data-folder", data().toString());
        assertThat(again.status()).isZero();
        assertThat(again.told()).contains("is running already on " + data());

        CommandLineProcess.Ended down = slipway.run("down", "--data-folder", data().toString());
        assertThat(down.status()).isZero();
        assertThat(down.told()).contains("Slipway stopped");
        assertThat(slipway.api(data()).ready()).isFalse();

        CommandLineProcess.Ended nothing = slipway.run("down", "--data-folder", data().toString());
        assertThat(nothing.status()).isZero();
        assertThat(nothing.told()).contains("no Slipway was running on " + data());
    }

    @Test
    void aSlipwayThatCannotStartEnds() {
        Map<String, String> losesRecords = Map.of("spring.cloud.stream.kafka.default.producer.sync", "false");

        assertThatThrownBy(() -> StandaloneProcess.start(data(), losesRecords))
                .hasMessageContaining("the process ended");
        assertThat(data().resolve("standalone-1.log"))
                .content()
                .contains("remove spring.cloud.stream.kafka.default.producer.sync");
    }

    @Test
    void theLauncherFindsAJdkAndTheBuiltCommandByItself() throws Exception {
        // It was built by the build that runs this test, however old the unchanged file is.
        Files.setLastModifiedTime(
                CommandLineProcess.builtHome().resolve("slipway-cli/target/app/slipway-cli.jar"),
                FileTime.from(Instant.now()));
        ProcessBuilder builder = new ProcessBuilder("bash", "slipway", "--version")
                .directory(CommandLineProcess.builtHome().toFile());
        builder.environment().remove("JAVA_HOME");
        Process launcher = builder.start();

        assertThat(new String(launcher.getInputStream().readAllBytes())).matches("slipway \\d+\\.\\d+\\.\\d+\n");
        assertThat(new String(launcher.getErrorStream().readAllBytes())).isEmpty();
        assertThat(launcher.waitFor()).isZero();
    }

    private Path data() {
        return temp.resolve("data");
    }
}
