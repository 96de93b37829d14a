package io.slipway.backup.repository.check;

import java.util.List;

/**
 * What a check found.
 *
 * @param packs in the repository
 * @param packBytes of all of them
 * @param packsRead whole
 * @param bytesRead of those
 * @param frozen what was there and could not have been read
 * @param trees that snapshots need
 */
public record CheckReport(
        List<Finding> findings,
        long snapshots,
        long trees,
        long packs,
        long packBytes,
        long packsRead,
        long bytesRead,
        Frozen frozen) {
    /** Packs in a class of storage that has to be thawed first: they are there, with the right lengths. */
    public record Frozen(long packs, long bytes) {}

    public CheckReport {
        findings = List.copyOf(findings);
    }

    /** Whether nothing is lost and nothing is at risk. */
    public boolean isWhole() {
        return findings.stream().noneMatch(Finding::isDamage);
    }
}
