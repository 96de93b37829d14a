package io.slipway.backup.repository.prune;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.storage.RetainedFileException;
import io.slipway.backup.storage.StorageRefusedException;
import io.slipway.backup.storage.StoredFile;

/** What a prune wanted to remove and the storage did not let go. One use. */
final class KeptFiles {
    /** Of thousands of packs under the same retention, as many as tell what is the matter. */
    private static final int TOLD = 10;

    private final List<String> told = new ArrayList<>();
    private int files;
    private long bytes;
    private @Nullable Instant until;

    /** @param length of a pack; zero for an index file */
    void add(StoredFile file, long length, StorageRefusedException why) {
        files++;
        bytes += length;
        if (told.size() < TOLD) {
            told.add(file.path() + " stays: " + why.getMessage());
        }
        if (why instanceof RetainedFileException retained) {
            retained.until().ifPresent(time -> until = until == null || time.isAfter(until) ? time : until);
        }
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>(told);
        if (files > told.size()) {
            notes.add((files - told.size()) + " files more stay for the like reason");
        }
        if (until != null) {
            notes.add("the last of the " + files + " files that the storage keeps can go after " + until
                    + "; a prune after that removes them");
        }
        return notes;
    }

    PruneReport.Kept report() {
        return files == 0 ? PruneReport.Kept.NONE : new PruneReport.Kept(files, bytes, until);
    }
}
