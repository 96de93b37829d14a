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
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a JVM is started that runs {@link BackupProcess}. */
final class BackupProgram {
    private BackupProgram() {}

    /** Without what the program is told to do. */
    static List<String> command(Path folder, String heap, String... options) throws IOException {
        Path program = folder.resolve("slipway.jar");
        if (!Files.exists(program)) {
            pack(program);
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", program + File.pathSeparator + libraries(), BackupProcess.class.getName()));
        return command;
    }

    /** All commands once, and a backup that changes nothing. */
    static List<String> rehearsal(Path repository, Path sample) {
        return List.of(
                "init " + repository,
                "backup " + repository + " " + sample,
                "backup " + repository + " " + sample,
                "restore " + repository + " " + repository + "-restored " + sample,
                "check " + repository);
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
}
