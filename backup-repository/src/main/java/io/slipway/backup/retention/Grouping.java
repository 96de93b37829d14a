package io.slipway.backup.retention;

import java.util.List;
import java.util.TreeSet;

import io.slipway.backup.repository.Snapshot;

/**
 * Which snapshots belong together: a policy is applied to each group by itself.
 *
 * @param tagKeys of tags like {@code application=crm}, the keys whose values count
 */
public record Grouping(boolean host, boolean paths, boolean tags, List<String> tagKeys) {
    /** By host and paths, as restic does it unless it is told. */
    public static final Grouping RESTIC = new Grouping(true, true, false, List.of());

    /** By what Slipway's tags say is backed up. */
    public static final Grouping SOURCE =
            new Grouping(false, false, false, List.of("application", "environment", "source", "kind"));

    public Grouping {
        tagKeys = List.copyOf(tagKeys);
    }

    /** What the snapshots of a group have in common. */
    public List<List<String>> key(Snapshot snapshot) {
        return List.of(
                host ? List.of(snapshot.hostname()) : List.of(),
                paths ? List.copyOf(new TreeSet<>(snapshot.paths())) : List.of(),
                tags ? List.copyOf(new TreeSet<>(snapshot.tags())) : List.of(),
                snapshot.tags().stream()
                        .filter(tag -> tagKeys.stream().anyMatch(key -> tag.startsWith(key + "=")))
                        .sorted()
                        .toList());
    }
}
