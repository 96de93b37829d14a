package io.slipway.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The processes that a local Slipway has deployed. They outlive it by design; this finds them by the pid files in its
 * data folder.
 */
final class AppProcesses {
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(10);
    private static final int DEPTH = 7;

    private AppProcesses() {}

    static List<ProcessHandle> of(Path data) throws IOException {
        Path folder = data.resolve("process");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(folder, DEPTH, (file, attributes) -> file.endsWith("pid"))) {
            return files.map(AppProcesses::handle).flatMap(Optional::stream).toList();
        }
    }

    /** Stops them all; returns how many there were. */
    static int stop(Path data) throws IOException {
        List<ProcessHandle> all = of(data);
        all.forEach(ProcessHandle::destroy);
        all.forEach(LocalServer::end);
        return all.size();
    }

    /** A pid is used again after a while; the process that wrote the file began when it was written. */
    static boolean startedAbout(ProcessHandle process, Path pidFile) {
        try {
            Instant written = Files.getLastModifiedTime(pidFile).toInstant();
            return process.info()
                    .startInstant()
                    .map(start -> Duration.between(start, written).abs().compareTo(CLOCK_TOLERANCE) <= 0)
                    .orElse(true);
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<ProcessHandle> handle(Path pidFile) {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> startedAbout(process, pidFile));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
