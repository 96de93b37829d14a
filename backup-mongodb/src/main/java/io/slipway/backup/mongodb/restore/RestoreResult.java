package io.slipway.backup.mongodb.restore;

import java.time.Duration;
import java.util.List;

/**
 * A finished restore.
 *
 * @param differences what is not as it was dumped; none if all is well. After a replay the documents are compared before it
 * @param remarks for people: what is not as one might think
 * @param took from the first check to the last comparison
 */
public record RestoreResult(RestorePlan plan, List<Difference> differences, List<String> remarks, Duration took) {
    public RestoreResult {
        differences = List.copyOf(differences);
        remarks = List.copyOf(remarks);
    }

    /** Everything is as it was dumped. */
    public boolean isFaithful() {
        return differences.isEmpty();
    }
}
