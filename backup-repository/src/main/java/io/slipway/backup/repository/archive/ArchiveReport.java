package io.slipway.backup.repository.archive;

import java.util.List;

/**
 * What was moved to a class of storage, or would be.
 *
 * @param packs that were moved
 * @param bytes of those
 * @param packsThere in the class altogether
 * @param bytesThere of those
 * @param notes for people: what had to stay where it is, and why
 */
public record ArchiveReport(int packs, long bytes, int packsThere, long bytesThere, List<String> notes) {
    public ArchiveReport {
        notes = List.copyOf(notes);
    }
}
