package io.slipway.backupservice.domain.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.slipway.events.backup.Damage;
import io.slipway.events.backup.SnapshotFacts;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.policy.BackupSource;

/**
 * What a policy has in its repository, as far as it matters here.
 *
 * @param repository the repository's own id; null before the first backup
 * @param taken by source: the newest few snapshots, the newest last
 * @param oplogs by source
 * @param damages what is known to be wrong
 */
public record Holdings(
        @Nullable String repository,
        Map<String, List<SnapshotFacts>> taken,
        Map<String, OplogRange> oplogs,
        List<Damage> damages) {
    /** Enough for a median, and the newest. */
    private static final int REMEMBERED = 11;

    static final Holdings EMPTY = new Holdings(null, Map.of(), Map.of(), List.of());

    /** A restore can reach any moment of this range. */
    public record OplogRange(Instant from, Instant to) {}

    public Holdings {
        taken = Collections.unmodifiableMap(new TreeMap<>(taken));
        oplogs = Collections.unmodifiableMap(new TreeMap<>(oplogs));
        damages = List.copyOf(damages);
    }

    /** The newest snapshot of a source. */
    public Optional<SnapshotFacts> newest(String source) {
        List<SnapshotFacts> known = taken.getOrDefault(source, List.of());
        return known.isEmpty() ? Optional.empty() : Optional.of(known.getLast());
    }

    /** The newest moment that all sources can be restored to; empty where one of them has nothing. */
    public Optional<Instant> recoverableTo(BackupPolicy spec) {
        Instant earliest = null;
        for (BackupSource source : spec.sources()) {
            Optional<Instant> reached = recoverableTo(source.name());
            if (reached.isEmpty()) {
                return Optional.empty();
            }
            earliest = earliest == null || reached.get().isBefore(earliest) ? reached.get() : earliest;
        }
        return Optional.ofNullable(earliest);
    }

    private Optional<Instant> recoverableTo(String source) {
        return newest(source)
                .map(SnapshotFacts::time)
                .map(time -> oplogTo(source).filter(time::isBefore).orElse(time));
    }

    /**
     * The newest moment that a source can be restored to by its oplog; empty where there is none, or none that goes back to the
     * newest snapshot. An oplog counts whole seconds, so that one that begins in the second of the snapshot may begin after it.
     */
    public Optional<Instant> oplogTo(String source) {
        OplogRange range = oplogs.get(source);
        return newest(source)
                .filter(snapshot ->
                        range != null && snapshot.time().minusSeconds(1).isAfter(range.from()))
                .map(snapshot -> range.to());
    }

    Holdings with(String newRepository, List<SnapshotFacts> snapshots) {
        Map<String, List<SnapshotFacts>> more = new TreeMap<>(taken);
        for (SnapshotFacts snapshot : snapshots) {
            List<SnapshotFacts> known = new ArrayList<>(more.getOrDefault(snapshot.source(), List.of()));
            known.removeIf(earlier -> earlier.id().equals(snapshot.id()));
            known.add(snapshot);
            more.put(
                    snapshot.source(),
                    List.copyOf(known.subList(Math.max(0, known.size() - REMEMBERED), known.size())));
        }
        return new Holdings(newRepository, more, oplogs, damages);
    }

    Holdings without(String snapshot) {
        Map<String, List<SnapshotFacts>> fewer = new TreeMap<>();
        taken.forEach((source, known) -> {
            List<SnapshotFacts> left =
                    known.stream().filter(other -> !other.id().equals(snapshot)).toList();
            if (!left.isEmpty()) {
                fewer.put(source, left);
            }
        });
        return new Holdings(repository, fewer, oplogs, damages);
    }

    Holdings reaching(String source, OplogRange range) {
        Map<String, OplogRange> more = new TreeMap<>(oplogs);
        more.put(source, range);
        return new Holdings(repository, taken, more, damages);
    }

    /** What is after a gap is of no use until there is a newer snapshot. */
    Holdings broken(String source, @Nullable Instant until) {
        Map<String, OplogRange> changed = new TreeMap<>(oplogs);
        OplogRange range = changed.remove(source);
        if (range != null && until != null && until.isAfter(range.from())) {
            changed.put(source, new OplogRange(range.from(), until));
        }
        return new Holdings(repository, taken, changed, damages);
    }

    Holdings damaged(List<Damage> found) {
        return new Holdings(repository, taken, oplogs, found);
    }
}
