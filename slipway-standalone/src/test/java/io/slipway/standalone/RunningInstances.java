package io.slipway.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.slipway.events.json.Json;

/** Processes that the process driver has started below a data folder, found by their pid files. */
final class RunningInstances {
    private static final int DEPTH = 8;

    private RunningInstances() {}

    /** All of them, the proxies among them. */
    static List<ProcessHandle> under(Path data) {
        return pidFiles(data.resolve("process")).stream()
                .map(RunningInstances::alive)
                .flatMap(Optional::stream)
                .toList();
    }

    static List<ProcessHandle> ofVersion(Path data, String version) {
        return below(data.resolve("process"), version);
    }

    /** Those of a version whose pid files are in a folder of the driver's. */
    static List<ProcessHandle> below(Path folder, String version) {
        return pidFiles(folder).stream()
                .filter(pid -> version(pid).equals(version))
                .map(RunningInstances::alive)
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<Path> pidFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(folder, DEPTH, (file, attributes) -> file.endsWith("pid"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String version(Path pidFile) {
        Path instance = pidFile.resolveSibling("instance.json");
        return Files.exists(instance)
                ? Json.mapper().readTree(instance.toFile()).path("version").asString()
                : "";
    }

    private static Optional<ProcessHandle> alive(Path pidFile) {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()))
                    .filter(ProcessHandle::isAlive);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
