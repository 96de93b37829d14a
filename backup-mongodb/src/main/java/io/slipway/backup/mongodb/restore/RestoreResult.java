package io.slipway.backup.mongodb.restore;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.snapshot.ContentFigures;

/**
 * A finished restore.
 *
 * @param contents what was read back of each collection, by its name in the target: after a replay what there was then
 * @param differences what is not as it was dumped; none if all is well. After a replay: as it was dumped and as the oplog says,
 *     unless it was interrupted
 * @param remarks for people: what is not as one might think
 * @param took from the first check to the last comparison
 */
public record RestoreResult(
        RestorePlan plan,
        Map<Namespace, ContentFigures> contents,
        List<Difference> differences,
        List<String> remarks,
        Duration took) {
    public RestoreResult {
        contents = Map.copyOf(contents);
        differences = List.copyOf(differences);
        remarks = List.copyOf(remarks);
    }

    public long documents() {
        return contents.values().stream().mapToLong(ContentFigures::documents).sum();
    }

    /** Of the documents in BSON. */
    public long bytes() {
        return contents.values().stream().mapToLong(ContentFigures::bytes).sum();
    }

    /** Everything is as it was dumped. */
    public boolean isFaithful() {
        return differences.isEmpty();
    }
}
