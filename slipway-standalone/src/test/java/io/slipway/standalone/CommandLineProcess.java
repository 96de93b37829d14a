package io.slipway.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.slipway.cli.SlipwayCommand;

import static org.assertj.core.api.Assertions.assertThat;

/** The command line as a process of its own, with ports of its own for what it starts. */
final class CommandLineProcess {
    /** How it ended and all that it said. */
    record Ended(int status, String told) {}

    private final Path home;
    private final Path folder;
    private final int port = StandaloneProcess.freePort();
    private final int kafkaPort = StandaloneProcess.freePort();
    private int runs;

    /**
     * @param home Slipway's own folder
     * @param folder for what it says
     */
    CommandLineProcess(Path home, Path folder) {
        this.home = home;
        this.folder = folder;
    }

    /** The checkout that the test belongs to, as it was built. */
    static Path builtHome() {
        return Path.of("..").toAbsolutePath().normalize();
    }

    Ended run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dslipway.home=" + home,
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                SlipwayCommand.class.getName()));
        command.addAll(List.of(words));
        // A file and no pipe: what it leaves running would keep a pipe open.
        runs++;
        Path output = folder.resolve("output-" + runs);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("SLIPWAY_PORT", String.valueOf(port));
        builder.environment().put("SLIPWAY_KAFKA_PORT", String.valueOf(kafkaPort));
        Process process = builder.start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES))
                .as("it ends; so far: %s", Files.readString(output))
                .isTrue();
        return new Ended(process.exitValue(), Files.readString(output));
    }

    /** Where what it starts answers. */
    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The API of what it starts on a data folder. */
    Api api(Path data) {
        return new Api(port, data.resolve("admin-token"));
    }
}
