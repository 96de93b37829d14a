package io.slipway.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program that backs up, run as a process for each command. */
sealed interface BackupTool {
    String title();

    /** @param arguments as {@link BackupProcess#main} takes them */
    MeasuredProcess run(Path folder, String... arguments) throws IOException, InterruptedException;

    /** Does once what an installation would do, with a tree to try it on. */
    void prepare(Path folder, Path sample) throws IOException, InterruptedException;

    /** Ours, with a JVM that keeps ready what it needs at each start (JEP 514). */
    record Slipway(String heap) implements BackupTool {
        private static final String CACHE = "slipway.aot";
        private static final String PROGRAM = "slipway.jar";

        @Override
        public String title() {
            return "Slipway";
        }

        @Override
        public void prepare(Path folder, Path sample) throws IOException, InterruptedException {
            pack(folder.resolve(PROGRAM));
            String repository = folder.resolve("rehearsal").toString();
            String target = folder.resolve("rehearsed").toString();
            start(
                    folder,
                    "-XX:AOTCacheOutput=" + folder.resolve(CACHE),
                    ("init " + repository + " + backup " + repository + " " + sample + " + backup " + repository + " "
                                    + sample + " + restore " + repository + " " + target + " " + sample + " + check "
                                    + repository)
                            .split(" "));
        }

        @Override
        public MeasuredProcess run(Path folder, String... arguments) throws IOException, InterruptedException {
            return start(folder, "-XX:AOTCache=" + folder.resolve(CACHE), arguments);
        }

        /** What backups need, without the rest that a benchmark of other things needs. */
        private static String libraries() {
            Path own = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
            return Stream.of(
                            "backup-repository",
                            "jackson-core-3",
                            "jspecify",
                            "logback-classic",
                            "logback-core",
                            "slf4j-api",
                            "zstd-jni")
                    .map(name -> library(own.resolveSibling("lib"), name).toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }

        private static Path library(Path folder, String name) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, name + "*.jar")) {
                return found.iterator().next();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The JVM's cache takes classes from archives alone. */
        private static void pack(Path archive) throws IOException {
            String name = BackupProcess.class.getName().replace('.', '/') + ".class";
            try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(archive));
                    InputStream content = BackupProcess.class.getResourceAsStream("/" + name)) {
                jar.putNextEntry(new JarEntry(name));
                content.transferTo(jar);
            }
        }

        private MeasuredProcess start(Path folder, String cache, String... arguments)
                throws IOException, InterruptedException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + heap,
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    // What the rehearsal knows of methods makes the JVM compile the ciphers later.
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:-AOTReplayTraining",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    cache,
                    "-cp",
                    folder.resolve(PROGRAM) + File.pathSeparator + libraries(),
                    BackupProcess.class.getName()));
            command.addAll(List.of(arguments));
            return MeasuredProcess.run(folder.resolve("slipway.log"), Map.of(), command);
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
