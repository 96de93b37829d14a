package io.slipway.deploy.rollout.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that outlives whoever started it, found again by its folder. It is in a session of its own, so that Ctrl-C
 * in the terminal that Slipway runs in does not reach it, and writes its own pid before it becomes the program, so that
 * there is no moment at which it runs and cannot be found.
 *
 * @param folder holds {@code pid} and {@code output.log}
 */
record DetachedProcess(Path folder) {
    private static final String PID = "pid";
    private static final String LOG = "output.log";

    /**
     * A pid is used again after a while. The process that wrote the file began when it wrote it; one that began at
     * another time is a stranger.
     */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(10);

    private static final String WRITE_PID_THEN_BECOME =
            "trap '' INT HUP; echo $$ > pid.tmp && mv pid.tmp pid && cd \"$1\" && shift && exec \"$@\"";

    /**
     * Starts it.
     *
     * @param workFolder the program's working folder
     * @throws IOException when it cannot be started
     */
    void start(List<String> command, Path workFolder, Map<String, String> environment) throws IOException {
        Files.createDirectories(folder);
        List<String> detached = new ArrayList<>();
        setsid().ifPresent(detached::add);
        detached.addAll(List.of("/bin/sh", "-c", WRITE_PID_THEN_BECOME, "sh", workFolder.toString()));
        detached.addAll(command);
        File log = folder.resolve(LOG).toFile();
        ProcessBuilder builder = new ProcessBuilder(detached)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Files.deleteIfExists(folder.resolve(PID));
        builder.start();
    }

    /** The process, as long as it runs. */
    Optional<ProcessHandle> handle() {
        try {
            Path file = folder.resolve(PID);
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            long pid = Long.parseLong(Files.readString(file).strip());
            Instant written = Files.getLastModifiedTime(file).toInstant();
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> startedAbout(process, written));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    boolean isAlive() {
        return handle().isPresent();
    }

    /** SIGTERM, and SIGKILL when it has not ended in time. */
    void stop(Duration patience) throws InterruptedException {
        Optional<ProcessHandle> running = handle();
        if (running.isEmpty()) {
            return;
        }
        ProcessHandle process = running.get();
        process.destroy();
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.onExit().join();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last lines it wrote, for somebody who wants to know why it ended. */
    String lastWords(int lines) {
        try {
            List<String> all = Files.readAllLines(folder.resolve(LOG), StandardCharsets.UTF_8);
            return String.join(" | ", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean startedAbout(ProcessHandle process, Instant written) {
        return process.info()
                .startInstant()
                .map(start -> Duration.between(start, written).abs().compareTo(CLOCK_TOLERANCE) <= 0)
                .orElse(true);
    }

    private static Optional<String> setsid() {
        return List.of("/usr/bin/setsid", "/bin/setsid").stream()
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
    }
}
