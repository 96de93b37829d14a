package io.slipway.backup.mongodb.tools;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * MongoDB's own tools, where they are installed: in the directory that the environment variable {@code MONGO_TOOLS} names, or
 * else on the path.
 */
final class MongoTools {
    private MongoTools() {}

    static Optional<Path> find(String tool) {
        String named = System.getenv("MONGO_TOOLS");
        return named == null ? onPath(tool) : executable(Stream.of(named), tool);
    }

    static Optional<Path> onPath(String tool) {
        String path = System.getenv().getOrDefault("PATH", "");
        return executable(Arrays.stream(path.split(File.pathSeparator)), tool);
    }

    private static Optional<Path> executable(Stream<String> directories, String tool) {
        return directories
                .map(directory -> Path.of(directory, tool))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs a tool to its end. What it says goes into a file beside what it writes, and into the message if it fails. */
    static String run(Path log, Path output, String tool, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(find(tool).orElseThrow().toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(log.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(tool + " ends").isTrue();
        String said = Files.readString(log);
        assertThat(process.exitValue()).as(tool + ": " + said).isZero();
        return said;
    }
}
