package io.slipway.deploy.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;

/** Runs a program, its output line by line in the task's log. It leaves nothing running behind, however it ends. */
final class LoggedCommand {
    private final Path folder;
    private final Map<String, String> environment;
    private final TaskContext context;

    LoggedCommand(Path folder, Map<String, String> environment, TaskContext context) {
        this.folder = folder;
        this.environment = environment;
        this.context = context;
    }

    /**
     * Runs it to its end.
     *
     * @return its exit status
     * @throws TaskFailedException when it cannot be started, or takes longer than allowed
     */
    int run(List<String> command, Duration timeout) throws TaskFailedException, InterruptedException {
        Process process = start(command);
        Thread reader = Thread.ofVirtual().start(() -> log(process));
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TaskFailedException(
                        command.getFirst() + " took longer than " + timeout.toSeconds() + " s and was stopped", false);
            }
            reader.join(Duration.ofSeconds(5));
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start(List<String> command) throws TaskFailedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new TaskFailedException("cannot run " + command.getFirst() + ": " + e.getMessage(), false, e);
        }
    }

    private void log(Process process) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                context.log(line);
            }
        } catch (IOException e) {
            context.log("(the output ended early: " + e.getMessage() + ")");
        }
    }
}
