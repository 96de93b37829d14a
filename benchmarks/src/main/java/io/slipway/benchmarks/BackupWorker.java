package io.slipway.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A {@link BackupProcess} that stays, and is told what to do one command after the other. */
final class BackupWorker implements AutoCloseable {
    private final Process process;
    private final Path log;
    private final Writer commands;
    private final BufferedReader answers;

    private BackupWorker(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static BackupWorker start(Path folder, String heap) throws IOException {
        var command = BackupProgram.command(folder, heap);
        command.add("stay");
        Path log = folder.resolve("staying.log");
        return new BackupWorker(
                new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
    }

    /** The peak of memory is that since it was started. */
    MeasuredProcess run(String... arguments) throws IOException {
        long begin = System.nanoTime();
        commands.write(String.join(" ", arguments) + "\n");
        commands.flush();
        String answer = answers.readLine();
        while (answer != null && !answer.equals(BackupProcess.DONE)) {
            answer = answers.readLine();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (answer == null) {
            throw new IOException(String.join(" ", arguments) + " failed: " + Files.readString(log));
        }
        return new MeasuredProcess(
                seconds, MeasuredProcess.peak(Path.of("/proc", Long.toString(process.pid()), "status")));
    }

    /** It ends when there are no more commands. */
    @Override
    public void close() {
        try {
            commands.close();
            process.waitFor();
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
