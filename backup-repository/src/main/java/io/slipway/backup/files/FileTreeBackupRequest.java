package io.slipway.backup.files;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.StoredSnapshot;

/**
 * What to back up and how.
 *
 * @param paths files and directories; they become absolute
 * @param tags of the snapshot; {@link #INCOMPLETE} comes on top if something could not be read
 * @param hostname of the snapshot
 * @param parent a snapshot whose files are not read again if nothing about them changed; null to take the newest one of the
 *     same host and paths, if there is one
 * @param readAll read everything, whatever a parent says
 * @param withAccessTimes keep the times of access too, which makes every tree new that was read in between
 * @param readers how many files are read at once
 * @param clock says what the time of the snapshot is
 */
public record FileTreeBackupRequest(
        List<Path> paths,
        Excludes excludes,
        List<String> tags,
        String hostname,
        @Nullable StoredSnapshot parent,
        boolean readAll,
        boolean withAccessTimes,
        int readers,
        Clock clock) {
    /** The tag of a snapshot that lacks what could not be read. */
    public static final String INCOMPLETE = "incomplete";

    public FileTreeBackupRequest {
        paths = paths.stream()
                .map(path -> path.toAbsolutePath().normalize())
                .sorted()
                .distinct()
                .toList();
        tags = List.copyOf(tags);
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to back up: no path was named");
        }
        if (readers < 1) {
            throw new IllegalArgumentException("at least one file must be read at once, not " + readers);
        }
    }

    /** All of these paths, on top of the newest snapshot of the same. */
    public static FileTreeBackupRequest of(String hostname, List<Path> paths) {
        int readers = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8);
        return new FileTreeBackupRequest(
                paths, Excludes.NOTHING, List.of(), hostname, null, false, false, readers, Clock.systemUTC());
    }

    public FileTreeBackupRequest withExcludes(Excludes newExcludes) {
        return new FileTreeBackupRequest(
                paths, newExcludes, tags, hostname, parent, readAll, withAccessTimes, readers, clock);
    }

    public FileTreeBackupRequest withTags(List<String> newTags) {
        return new FileTreeBackupRequest(
                paths, excludes, newTags, hostname, parent, readAll, withAccessTimes, readers, clock);
    }

    public FileTreeBackupRequest withParent(StoredSnapshot newParent) {
        return new FileTreeBackupRequest(
                paths, excludes, tags, hostname, newParent, readAll, withAccessTimes, readers, clock);
    }

    public FileTreeBackupRequest readingAll() {
        return new FileTreeBackupRequest(
                paths, excludes, tags, hostname, parent, true, withAccessTimes, readers, clock);
    }

    public FileTreeBackupRequest withReaders(int newReaders) {
        return new FileTreeBackupRequest(
                paths, excludes, tags, hostname, parent, readAll, withAccessTimes, newReaders, clock);
    }

    public FileTreeBackupRequest withClock(Clock newClock) {
        return new FileTreeBackupRequest(
                paths, excludes, tags, hostname, parent, readAll, withAccessTimes, readers, newClock);
    }
}
