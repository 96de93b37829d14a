package io.slipway.deploy.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.slipway.deploy.os.ProcessGroup;
import io.slipway.deploy.os.Programs;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;

/** Runs a program, its output line by line in the task's log. It leaves nothing running behind, however it ends. */
final class LoggedCommand {
    private static final int LAST_LINES = 5;
    private static final int LAST_LINE_CHARS = 300;
    private static final Duration REST_OF_OUTPUT = Duration.ofSeconds(30);

    /**
     * How it went.
     *
     * @param lastWords the last lines it wrote, one after the other; empty when it wrote nothing
     */
    record Ended(int status, String lastWords) {
        /** {@code ended with status 2: <last words>}. */
        String words() {
            return "ended with status " + status + (lastWords.isEmpty() ? " and said nothing" : ": " + lastWords);
        }
    }

    private final Path folder;
    private final Map<String, String> environment;
    private final TaskContext context;
    private final Deque<String> last = new ArrayDeque<>();

    LoggedCommand(Path folder, Map<String, String> environment, TaskContext context) {
        this.folder = folder;
        this.environment = environment;
        this.context = context;
    }

    /**
     * Runs it to its end; whatever it has started ends with it.
     *
     * @throws TaskFailedException when it cannot be started, or takes longer than allowed
     * @throws InterruptedException when it was stopped because the task was taken away
     */
    Ended run(List<String> command, Duration timeout) throws TaskFailedException, InterruptedException {
        Process process = start(command);
        Thread reader = Thread.ofVirtual().start(() -> log(process.getInputStream()));
        boolean ended = false;
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TaskFailedException(
                        command.getFirst() + " took longer than " + timeout.toSeconds() + " s and was stopped", false);
            }
            // What it left behind may hold the output open for ever.
            endAll(process);
            ended = true;
            reader.join(REST_OF_OUTPUT);
            return new Ended(process.exitValue(), lastWords());
        } finally {
            if (!ended) {
                endAll(process);
            }
            close(process);
        }
    }

    private Process start(List<String> command) throws TaskFailedException {
        String program = command.getFirst();
        if (!Programs.exists(program, folder, environment)) {
            throw new TaskFailedException(
                    "cannot run " + program + ": there is no such program"
                            + (program.contains("/") ? " in the checkout" : " on the PATH of the worker's host"),
                    false);
        }
        ProcessBuilder builder = new ProcessBuilder(ProcessGroup.led(command))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new TaskFailedException("cannot run " + program + ": " + e.getMessage(), false, e);
        }
    }

    private static void endAll(Process process) {
        List<ProcessHandle> known = new ArrayList<>(process.descendants().toList());
        new ProcessGroup(process.pid()).kill();
        known.forEach(ProcessHandle::destroyForcibly);
        // Not the process itself: that closes its output, which may not have been read to its end.
        process.toHandle().destroyForcibly();
        process.onExit()
                .orTimeout(5, TimeUnit.SECONDS)
                .exceptionally(late -> process)
                .join();
    }

    private static void close(Process process) {
        try {
            process.getInputStream().close();
        } catch (IOException e) {
            // It is gone, which is all that was wanted.
        }
    }

    private void log(InputStream output) {
        try (LineReader lines = new LineReader(output)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                context.log(line);
                remember(line);
            }
        } catch (IOException e) {
            context.log("(the output ended early: " + e.getMessage() + ")");
        }
    }

    private synchronized void remember(String line) {
        if (line.isBlank()) {
            return;
        }
        last.addLast(line.length() <= LAST_LINE_CHARS ? line : line.substring(0, LAST_LINE_CHARS) + "...");
        if (last.size() > LAST_LINES) {
            last.removeFirst();
        }
    }

    private synchronized String lastWords() {
        return String.join(" | ", last);
    }
}
