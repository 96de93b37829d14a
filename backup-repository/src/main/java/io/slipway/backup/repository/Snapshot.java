package io.slipway.backup.repository;

import java.time.OffsetDateTime;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What was backed up when (restic, doc/design.rst, "Snapshots").
 *
 * @param time when the source was read
 * @param tree the root
 * @param paths what was backed up, absolute; for a database a name of its own such as {@code /mongodb/crm}
 * @param tags such as {@code application=crm}, {@code policy=nightly}; anybody may add some
 * @param original the id of the snapshot that this is a changed copy of
 * @param programVersion such as {@code slipway 0.1.0}
 */
public record Snapshot(
        OffsetDateTime time,
        @Nullable ObjectId parent,
        ObjectId tree,
        List<String> paths,
        String hostname,
        String username,
        int uid,
        int gid,
        List<String> excludes,
        List<String> tags,
        @Nullable ObjectId original,
        @Nullable String programVersion,
        @Nullable SnapshotSummary summary) {
    public Snapshot withTags(List<String> newTags) {
        return new Snapshot(
                time,
                parent,
                tree,
                paths,
                hostname,
                username,
                uid,
                gid,
                excludes,
                newTags,
                original,
                programVersion,
                summary);
    }

    public Snapshot withTree(ObjectId newTree) {
        return new Snapshot(
                time,
                parent,
                newTree,
                paths,
                hostname,
                username,
                uid,
                gid,
                excludes,
                tags,
                original,
                programVersion,
                summary);
    }

    public Snapshot withExcludes(List<String> newExcludes) {
        return new Snapshot(
                time,
                parent,
                tree,
                paths,
                hostname,
                username,
                uid,
                gid,
                newExcludes,
                tags,
                original,
                programVersion,
                summary);
    }

    public Snapshot withOriginal(ObjectId id) {
        return new Snapshot(
                time, parent, tree, paths, hostname, username, uid, gid, excludes, tags, id, programVersion, summary);
    }
}
