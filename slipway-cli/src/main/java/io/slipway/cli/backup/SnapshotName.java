package io.slipway.cli.backup;

import java.io.IOException;

import io.slipway.backup.repository.Repository;
import io.slipway.backup.repository.StoredSnapshot;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** One snapshot. */
final class SnapshotName {
    @Parameters(
            index = "0",
            paramLabel = "SNAPSHOT",
            description = "An id, the beginning of one, or latest: the newest of those that are meant.")
    private String name = "latest";

    @Mixin
    private SnapshotFilter filter = new SnapshotFilter();

    StoredSnapshot in(Repository repository) throws IOException {
        return filter.one(repository, name);
    }

    SnapshotLine in(ServerSnapshots snapshots) {
        return filter.one(snapshots, name);
    }

    String name() {
        return name;
    }

    SnapshotFilter filter() {
        return filter;
    }
}
