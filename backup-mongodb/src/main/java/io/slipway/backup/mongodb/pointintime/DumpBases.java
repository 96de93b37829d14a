package io.slipway.backup.mongodb.pointintime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.oplog.OplogTime;
import io.slipway.backup.mongodb.snapshot.Consistency;
import io.slipway.backup.mongodb.snapshot.Manifest;
import io.slipway.backup.mongodb.snapshot.MongoSnapshot;
import io.slipway.backup.repository.Repository;
import io.slipway.backup.repository.StoredSnapshot;

/** The dumps of MongoDB in a repository. */
public final class DumpBases {
    /** The tag of their snapshots. */
    public static final String KIND = "kind=mongodb";

    private final Repository repository;
    private final List<String> tags;

    /** @param tags that the snapshots have besides {@link #KIND} */
    public DumpBases(Repository repository, List<String> tags) {
        this.repository = repository;
        this.tags = List.copyOf(tags);
    }

    /** Those that have a window of the oplog. */
    public List<Base> bases() throws IOException {
        List<Base> bases = new ArrayList<>();
        for (StoredSnapshot stored : repository.snapshots()) {
            if (stored.snapshot().tags().contains(KIND)
                    && stored.snapshot().tags().containsAll(tags)) {
                Manifest manifest =
                        MongoSnapshot.open(repository, stored.snapshot()).manifest();
                Consistency consistency = manifest.consistency();
                if (consistency.from() != null && consistency.to() != null) {
                    bases.add(new Base(
                            stored.id(),
                            manifest.finished(),
                            OplogTime.parse(consistency.from()),
                            consistency.readAfter() == null ? null : OplogTime.parse(consistency.readAfter()),
                            OplogTime.parse(consistency.to()),
                            consistency.kind() != Consistency.Kind.OPLOG_WINDOW,
                            selection(manifest)));
                }
            }
        }
        return bases;
    }

    /** Before it was kept, the kind said whether it was everything. */
    private static @Nullable NamespaceSelection selection(Manifest manifest) {
        return manifest.selection() == null && manifest.consistency().kind() == Consistency.Kind.OPLOG_INCLUDED
                ? NamespaceSelection.ALL
                : manifest.selection();
    }

    /** What was dumped. */
    public MongoSnapshot snapshot(Base base) throws IOException {
        return MongoSnapshot.open(
                repository, repository.snapshot(base.snapshot().toString()).snapshot());
    }
}
