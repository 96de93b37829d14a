package io.slipway.backup.mongodb.oplog;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.slipway.backup.repository.ObjectId;

/** Says which snapshots of slices may be forgotten without a point in time becoming unreachable. */
public final class OplogRetention {
    private OplogRetention() {}

    /**
     * Those whose slices are all in another one, and those that end before the oldest base begins. Nothing of the newest
     * timeline's end is ever among them, so that the slicer finds where to go on.
     *
     * @param parts what each snapshot holds
     * @param bases where the oplog of each base begins that remains; if there is none, only what is held twice is superfluous
     */
    public static Set<ObjectId> superfluous(Map<ObjectId, Timeline> parts, List<OplogTime> bases) {
        Set<ObjectId> superfluous = new HashSet<>();
        OplogTime oldest = bases.stream().min(OplogTime::compareTo).orElse(new OplogTime(0, 0));
        String newest =
                parts.values().stream().map(Timeline::id).max(String::compareTo).orElse("");
        parts.forEach((id, part) -> {
            boolean elsewhere = parts.entrySet().stream()
                    .anyMatch(other ->
                            !superfluous.contains(other.getKey()) && holds(other.getKey(), other.getValue(), id, part));
            boolean last = part.id().equals(newest) && part.next().equals(end(parts, newest));
            boolean old = !part.slices().isEmpty() && part.next().time().isBefore(oldest);
            if (elsewhere || (old && !last)) {
                superfluous.add(id);
            }
        });
        return superfluous;
    }

    private static OplogPoint end(Map<ObjectId, Timeline> parts, String timeline) {
        return parts.values().stream()
                .filter(part -> part.id().equals(timeline))
                .map(Timeline::next)
                .max((one, other) -> one.time().compareTo(other.time()))
                .orElseThrow();
    }

    /** Of two that hold the same, the one with the smaller id counts. */
    private static boolean holds(ObjectId other, Timeline of, ObjectId id, Timeline part) {
        if (other.equals(id) || !of.id().equals(part.id()) || !of.slices().containsAll(part.slices())) {
            return false;
        }
        return of.slices().size() > part.slices().size() || other.compareTo(id) < 0;
    }
}
