package io.slipway.backup.mongodb.pointintime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
                Base.consistent(stored.id(), manifest).ifPresent(bases::add);
            }
        }
        return bases;
    }

    /** What was dumped. */
    public MongoSnapshot snapshot(Base base) throws IOException {
        return MongoSnapshot.open(
                repository, repository.snapshot(base.snapshot().toString()).snapshot());
    }
}
