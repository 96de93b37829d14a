package io.slipway.backup.repository.check;

import java.util.List;

/**
 * What a check found.
 *
 * @param packs in the repository
 * @param packBytes of all of them
 * @param packsRead whole
 * @param bytesRead of those
 * @param trees that snapshots need
 */
public record CheckReport(
        List<Finding> findings,
        long snapshots,
        long trees,
        long packs,
        long packBytes,
        long packsRead,
        long bytesRead) {
    public CheckReport {
        findings = List.copyOf(findings);
    }

    /** Whether nothing is lost and nothing is at risk. */
    public boolean isWhole() {
        return findings.stream().noneMatch(Finding::isDamage);
    }
}
