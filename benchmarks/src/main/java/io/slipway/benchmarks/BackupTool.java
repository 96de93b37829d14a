package io.slipway.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program that backs up, run as a process for each command, or as one that stays. */
sealed interface BackupTool extends AutoCloseable {
    String title();

    /** @param arguments as {@link BackupProcess#main} takes them */
    MeasuredProcess run(Path folder, String... arguments) throws IOException, InterruptedException;

    /** Does once what an installation would do, with a tree to try it on. */
    void prepare(Path folder, Path sample) throws IOException, InterruptedException;

    @Override
    default void close() {
        // Processes that end have ended.
    }

    /** Ours, with a JVM that keeps ready what it needs at each start (JEP 514). */
    record Slipway(String heap) implements BackupTool {
        private static final String CACHE = "slipway.aot";

        @Override
        public String title() {
            return "Slipway";
        }

        @Override
        public void prepare(Path folder, Path sample) throws IOException, InterruptedException {
            start(
                    folder,
                    "-XX:AOTCacheOutput=" + folder.resolve(CACHE),
                    String.join(" + ", BackupProgram.rehearsal(folder.resolve("rehearsal"), sample))
                            .split(" "));
        }

        @Override
        public MeasuredProcess run(Path folder, String... arguments) throws IOException, InterruptedException {
            return start(folder, "-XX:AOTCache=" + folder.resolve(CACHE), arguments);
        }

        private MeasuredProcess start(Path folder, String cache, String... arguments)
                throws IOException, InterruptedException {
            List<String> command = BackupProgram.command(
                    folder,
                    heap,
                    // What the rehearsal knows of methods makes the JVM compile the ciphers later.
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:-AOTReplayTraining",
                    cache);
            command.addAll(List.of(arguments));
            return MeasuredProcess.run(folder.resolve("slipway.log"), Map.of(), command);
        }
    }

    /** Ours as in the backup-service: a process that stays, and has backed something else up before. */
    record StayingSlipway(BackupWorker worker) implements BackupTool {
        @Override
        public String title() {
            return "service";
        }

        @Override
        public void prepare(Path folder, Path sample) throws IOException {
            for (String command : BackupProgram.rehearsal(folder.resolve("warm"), sample)) {
                worker.run(command.split(" "));
            }
        }

        @Override
        public MeasuredProcess run(Path folder, String... arguments) throws IOException {
            return worker.run(arguments);
        }

        @Override
        public void close() {
            worker.close();
        }
    }

    /** restic, with a cache of its own as it comes. */
    record Restic(String binary, boolean withoutScan) implements BackupTool {
        @Override
        public String title() {
            return "restic";
        }

        @Override
        public void prepare(Path folder, Path sample) {
            // It is a program that is ready.
        }

        @Override
        public MeasuredProcess run(Path folder, String... arguments) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>(List.of(
                    binary,
                    "-q",
                    "-r",
                    arguments[1],
                    "--cache-dir",
                    folder.resolve("cache").toString()));
            switch (arguments[0]) {
                case "init" -> command.add("init");
                case "backup" -> command.addAll(List.of("backup", arguments[2]));
                case "restore" ->
                    command.addAll(List.of("restore", "latest:" + arguments[3], "--target", arguments[2]));
                case "check" -> command.addAll(List.of("check", "--read-data"));
                default -> throw new IllegalArgumentException("no command " + arguments[0]);
            }
            if (withoutScan && arguments[0].equals("backup")) {
                command.add("--no-scan");
            }
            return MeasuredProcess.run(
                    folder.resolve("restic.log"), Map.of("RESTIC_PASSWORD", BackupProcess.PASSPHRASE), command);
        }
    }
}
