package io.slipway.backupservice.repository;

import java.util.List;
import java.util.Optional;

import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.policy.BackupSource;

/** The tags by which a snapshot says what it is of. */
public final class SnapshotTags {
    private SnapshotTags() {}

    /** Those of a new snapshot. */
    public static List<String> of(String application, BackupPolicy policy, BackupSource source, String run) {
        return of(application, policy, source.name(), source.kind(), run);
    }

    /** @param kind such as {@code files} */
    public static List<String> of(String application, BackupPolicy policy, String source, String kind, String run) {
        return List.of(
                "application=" + application,
                "environment=" + policy.environment(),
                "policy=" + policy.name(),
                "source=" + source,
                "kind=" + kind,
                "run=" + run);
    }

    /** The value of a tag such as {@code source}. */
    public static Optional<String> value(Snapshot snapshot, String name) {
        return snapshot.tags().stream()
                .filter(tag -> tag.startsWith(name + "="))
                .map(tag -> tag.substring(name.length() + 1))
                .findFirst();
    }

    public static boolean has(StoredSnapshot stored, String name, String value) {
        return stored.snapshot().tags().contains(name + "=" + value);
    }

    /** Whether a policy of an application made it. A repository may be shared. */
    public static boolean isOf(StoredSnapshot stored, String application, BackupPolicy policy) {
        return has(stored, "application", application) && has(stored, "policy", policy.name());
    }

    /** Whether it shows data, rather than what came between two such snapshots. */
    public static boolean isData(StoredSnapshot stored) {
        return !has(stored, "kind", "oplog");
    }
}
