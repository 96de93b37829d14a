package io.slipway.backupservice.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.backup.repository.Repository;
import io.slipway.events.backup.task.DrillTask;

/**
 * The rehearsal of a restore under way, with the place it has for itself. When it is closed everything is removed that was
 * restored.
 */
final class Rehearsing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsing.class);

    /** Takes something away again. */
    @FunctionalInterface
    interface Removal {
        void remove() throws IOException;
    }

    private final Repository repository;
    private final DrillTask task;
    private final Path folder;
    private final RunProgress progress;
    private final Deque<Removal> removals = new ArrayDeque<>();
    private final Map<String, String> databases = new TreeMap<>();
    private @Nullable String uri;

    /** @param folder is made when something goes there, and removed with all that is in it */
    Rehearsing(Repository repository, DrillTask task, Path folder, RunProgress progress) {
        this.repository = repository;
        this.task = task;
        this.folder = folder;
        this.progress = progress;
    }

    Repository repository() {
        return repository;
    }

    DrillTask task() {
        return task;
    }

    RunProgress progress() {
        return progress;
    }

    /** A folder for one source. */
    Path folder(String source) throws IOException {
        return Files.createDirectories(folder.resolve(source));
    }

    Path folder() {
        return folder;
    }

    /** A database is restored under another name on a server. */
    void restoredAs(String server, String database, String name) {
        uri = server;
        databases.put(database, name);
    }

    /** When the rehearsal is over. */
    void inTheEnd(Removal removal) {
        removals.push(removal);
    }

    /** What the application's own check finds in its environment. */
    Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        environment.put("SLIPWAY_DRILL_FOLDER", folder.toString());
        if (uri != null) {
            environment.put("SLIPWAY_DRILL_URI", uri);
        }
        if (!databases.isEmpty()) {
            environment.put(
                    "SLIPWAY_DRILL_DATABASES",
                    String.join(
                            " ",
                            databases.entrySet().stream()
                                    .map(renamed -> renamed.getKey() + "=" + renamed.getValue())
                                    .toList()));
        }
        return environment;
    }

    @Override
    public void close() {
        // Last of all: what still runs there would not survive it.
        removals.addLast(() -> Folders.remove(folder));
        // An interrupt must not leave what was restored behind.
        boolean interrupted = Thread.interrupted();
        for (Removal removal : removals) {
            try {
                removal.remove();
            } catch (IOException | RuntimeException e) {
                LOG.warn("what the drill {} restored could not be removed: {}", task.run(), e.getMessage());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
