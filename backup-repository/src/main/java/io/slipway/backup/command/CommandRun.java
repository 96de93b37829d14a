package io.slipway.backup.command;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

import io.slipway.backup.content.ContentSaver;
import io.slipway.backup.content.SavedContent;

/**
 * Runs a command and saves its output as it comes. The output counts only when the command ended by itself, in time, with
 * status 0: whoever has what {@link #save} returns has all of it.
 */
public final class CommandRun {
    private static final int SIGNALLED = 128;

    private final CommandSource source;

    public CommandRun(CommandSource source) {
        this.source = source;
    }

    /**
     * Saves the output. What was uploaded before a failure is referred to by nothing, and the next prune takes it away. An
     * interrupt ends the command.
     *
     * @throws CommandFailedException if the command could not be started, was too slow, or ended with another status than 0
     */
    public SavedContent save(ContentSaver saver) throws IOException {
        Process process = start();
        try (Deadline deadline = new Deadline(process, source.timeout())) {
            process.getOutputStream().close();
            ErrorTail errors = new ErrorTail(process.getErrorStream());
            try {
                SavedContent saved = saver.save(new Output(process));
                int status = waitFor(process);
                if (status == 0 && !deadline.hasPassed()) {
                    return saved;
                }
                throw failure(ended(status, deadline), errors);
            } catch (CommandFailedException e) {
                throw e;
            } catch (IOException e) {
                // Ending a process closes its output under whoever reads it.
                throw deadline.hasPassed() ? failure(ended(0, deadline), errors) : e;
            }
        } finally {
            Deadline.end(process);
        }
    }

    private Process start() throws CommandFailedException {
        ProcessBuilder builder = new ProcessBuilder(source.command());
        builder.environment().clear();
        builder.environment().putAll(source.environment());
        if (source.folder() != null) {
            builder.directory(source.folder().toFile());
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CommandFailedException(
                    source.program() + " could not be started: " + e.getMessage()
                            + "; it has to be on the PATH of this process, or be named with its folder",
                    e);
        }
    }

    private static int waitFor(Process process) throws InterruptedIOException {
        try {
            return process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("cancelled while a command was running");
        }
    }

    private String ended(int status, Deadline deadline) {
        if (deadline.hasPassed()) {
            return "was ended after " + source.timeout() + ", which is all it may take";
        }
        return status > SIGNALLED
                ? "was ended by signal " + (status - SIGNALLED) + " (status " + status + ")"
                : "ended with status " + status;
    }

    private CommandFailedException failure(String what, ErrorTail errors) {
        String said = errors.text();
        return new CommandFailedException(source.program() + " " + what + "; its output was not kept. "
                + (said.isEmpty() ? "It said nothing." : "It said: " + said));
    }

    /** The output. A read from a pipe cannot be interrupted, so it waits beside it; the end of the process ends it. */
    private static final class Output extends FilterInputStream {
        private static final Duration GLANCE = Duration.ofMillis(10);

        private final Process process;

        Output(Process process) {
            super(process.getInputStream());
            this.process = process;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                while (in.available() == 0 && process.isAlive()) {
                    Thread.sleep(GLANCE);
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("cancelled while a command was running");
            }
            return super.read(buffer, offset, length);
        }
    }
}
