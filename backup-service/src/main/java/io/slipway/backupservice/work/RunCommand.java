package io.slipway.backupservice.work;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Runs a command of the application's around a run: a hook or a check. What it writes goes to the run's log.
 */
final class RunCommand {
    private static final int LAST_LINES = 5;
    private static final int LONGEST = 300;

    private final Map<String, String> environment;
    private final RunProgress progress;

    /** @param environment all of it */
    RunCommand(Map<String, String> environment, RunProgress progress) {
        this.environment = new TreeMap<>(environment);
        this.progress = progress;
    }

    /**
     * Runs it to its end; whatever it has started ends with it.
     *
     * @return what is wrong, or null where it ended with 0
     */
    @Nullable
    String run(List<String> command, Duration timeout) throws InterruptedException {
        Process process;
        try {
            process = start(command);
        } catch (IOException e) {
            return "cannot run " + command.getFirst() + ": " + e.getMessage();
        }
        Deque<String> last = new ArrayDeque<>();
        Thread reader = Thread.ofVirtual().start(() -> log(process, last));
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return command.getFirst() + " took longer than " + timeout.toSeconds() + " s and was stopped";
            }
            reader.join(Duration.ofSeconds(10));
            int status = process.exitValue();
            return status == 0 ? null : command.getFirst() + " ended with status " + status + words(last);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private void log(Process process, Deque<String> last) {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            String line;
            while ((line = lines.readLine()) != null) {
                progress.line(line);
                synchronized (last) {
                    last.add(line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line);
                    if (last.size() > LAST_LINES) {
                        last.removeFirst();
                    }
                }
            }
        } catch (IOException e) {
            progress.line("what it wrote cannot be read: " + e.getMessage());
        }
    }

    private static String words(Deque<String> last) {
        synchronized (last) {
            return last.isEmpty() ? " and said nothing" : ": " + String.join(" / ", last);
        }
    }
}
