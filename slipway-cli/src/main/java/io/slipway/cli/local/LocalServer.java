package io.slipway.cli.local;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.slipway.cli.api.ApiClient;

/**
 * A standalone on this host: a process of its own on a data folder.
 *
 * @param home Slipway's own folder
 */
record LocalServer(Path home, Path data, int port, int kafkaPort) {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(40);
    private static final int LAST_WORDS = 5;

    /** Where the launcher says Slipway is. */
    static Path homeOfThisInstallation() {
        return Path.of(System.getProperty("slipway.home", "."));
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    ApiClient client(String actor) throws IOException {
        return new ApiClient(url(), Optional.of(token()), Optional.of(actor), Optional.empty());
    }

    /** Somebody with a token of their own. */
    ApiClient client(String token, String actor) {
        return new ApiClient(url(), Optional.of(token), Optional.of(actor), Optional.empty());
    }

    Path tokenFile() {
        return data.resolve("admin-token");
    }

    Path log() {
        return data.resolve("logs").resolve("slipway.log");
    }

    /**
     * Starts it; returns when it is ready.
     *
     * @param settings further settings, as system properties
     * @param waiting is called now and then meanwhile
     * @throws IOException when it does not start, with its last words
     */
    Process start(Map<String, String> settings, Runnable waiting) throws IOException, InterruptedException {
        Files.createDirectories(log().getParent());
        File log = log().toFile();
        Process process = new ProcessBuilder(command(settings))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .redirectInput(new File("/dev/null"))
                .start();
        Files.writeString(pidFile(), process.pid() + "\n");
        Instant end = Instant.now().plus(START_TIMEOUT);
        ApiClient probe = new ApiClient(url(), Optional.empty(), Optional.empty(), Optional.empty());
        while (!probe.ready()) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                process.destroyForcibly();
                throw new IOException("Slipway does not start: " + lastWords() + " (the whole log is in " + log + ")");
            }
            waiting.run();
            Thread.sleep(200);
        }
        return process;
    }

    /** The running process of this data folder. */
    Optional<ProcessHandle> running() throws IOException {
        if (!Files.exists(pidFile())) {
            return Optional.empty();
        }
        long pid = Long.parseLong(Files.readString(pidFile()).strip());
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> AppProcesses.startedAbout(process, pidFile()));
    }

    /** SIGTERM, and SIGKILL when that does not help; whether it ran. */
    boolean stop() throws IOException {
        Optional<ProcessHandle> process = running();
        process.ifPresent(LocalServer::end);
        Files.deleteIfExists(pidFile());
        return process.isPresent();
    }

    static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            process.destroyForcibly();
        }
    }

    private Path pidFile() {
        return data.resolve("slipway.pid");
    }

    private String token() throws IOException {
        return Files.readString(tokenFile()).strip();
    }

    private List<String> command(Map<String, String> settings) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dslipway.data=" + data.toAbsolutePath(),
                "-Dslipway.port=" + port,
                "-Dslipway.kafka.port=" + kafkaPort));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-jar");
        command.add(home.resolve("slipway-standalone/target/app/slipway-standalone.jar")
                .toAbsolutePath()
                .toString());
        return command;
    }

    private String lastWords() {
        try (Stream<String> lines = Files.lines(log())) {
            List<String> all = lines.toList();
            return String.join(" | ", all.subList(Math.max(0, all.size() - LAST_WORDS), all.size()));
        } catch (IOException e) {
            return "it said nothing";
        }
    }
}
