package io.slipway.cli.backup;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.repository.SnapshotSummary;
import io.slipway.backup.repository.StoredSnapshot;

/**
 * A snapshot as it is shown.
 *
 * @param bytes read from the source; null where it does not say
 * @param added as stored in the repository, in bytes; null where it does not say
 */
record SnapshotLine(
        String id,
        Instant time,
        String application,
        String environment,
        String source,
        String kind,
        List<String> tags,
        List<String> paths,
        String hostname,
        @Nullable String program,
        @Nullable Long files,
        @Nullable Long bytes,
        @Nullable Long added) {

    static SnapshotLine of(StoredSnapshot stored) {
        Snapshot snapshot = stored.snapshot();
        SnapshotSummary summary = snapshot.summary();
        return new SnapshotLine(
                stored.id().toString(),
                snapshot.time().toInstant(),
                tag(snapshot.tags(), "application"),
                tag(snapshot.tags(), "environment"),
                tag(snapshot.tags(), "source"),
                tag(snapshot.tags(), "kind"),
                snapshot.tags(),
                snapshot.paths(),
                snapshot.hostname(),
                snapshot.programVersion(),
                summary == null ? null : summary.totalFilesProcessed(),
                summary == null ? null : summary.totalBytesProcessed(),
                summary == null ? null : summary.dataAddedPacked());
    }

    static String tag(List<String> tags, String name) {
        return tags.stream()
                .filter(tag -> tag.startsWith(name + "="))
                .map(tag -> tag.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }
}
