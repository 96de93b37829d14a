package io.slipway.backup.mongodb.pointintime;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.slipway.backup.mongodb.oplog.OplogRetention;
import io.slipway.backup.mongodb.oplog.OplogTime;
import io.slipway.backup.mongodb.oplog.SliceSnapshots;
import io.slipway.backup.mongodb.oplog.Timeline;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.Repository;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.retention.Retention;

/**
 * Which slices of a repository may be forgotten, once some dumps are. No rule of a policy applies to slices themselves: one that
 * is missing in the middle makes everything after it worthless.
 */
public final class SliceRetention {
    private static final List<String> SOURCE = List.of("application=", "environment=", "source=");

    private final Repository repository;

    public SliceRetention(Repository repository) {
        this.repository = repository;
    }

    /**
     * Of each database the snapshots of slices that another one holds as well, and those that end before the oldest dump begins
     * that stays; none under legal hold. What could be restored by the dumps that stay still can without them.
     *
     * @param going the dumps that will be forgotten
     */
    public List<StoredSnapshot> superfluous(Set<ObjectId> going) throws IOException {
        List<StoredSnapshot> slices = repository.snapshots().stream()
                .filter(stored -> stored.snapshot().tags().contains(SliceSnapshots.KIND))
                .toList();
        Set<List<String>> sources = new LinkedHashSet<>();
        slices.forEach(stored -> sources.add(source(stored)));
        Set<ObjectId> superfluous = new HashSet<>();
        for (List<String> source : sources) {
            superfluous.addAll(superfluous(source, going));
        }
        List<StoredSnapshot> result = new ArrayList<>();
        for (StoredSnapshot stored : slices) {
            if (superfluous.contains(stored.id()) && !Retention.isOnHold(stored.snapshot())) {
                result.add(stored);
            }
        }
        return result;
    }

    private static List<String> source(StoredSnapshot stored) {
        return stored.snapshot().tags().stream()
                .filter(tag -> SOURCE.stream().anyMatch(tag::startsWith))
                .sorted()
                .toList();
    }

    private Set<ObjectId> superfluous(List<String> source, Set<ObjectId> going) throws IOException {
        Map<ObjectId, Timeline> parts =
                new SliceSnapshots(repository, "", source, InstantSource.system()).parts();
        List<OplogTime> bases = new DumpBases(repository, source)
                .bases().stream()
                        .filter(base -> !going.contains(base.snapshot()))
                        .map(Base::from)
                        .toList();
        return OplogRetention.superfluous(parts, bases);
    }
}
