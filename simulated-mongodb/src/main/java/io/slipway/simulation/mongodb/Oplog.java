package io.slipway.simulation.mongodb;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;

/**
 * {@code local.oplog.rs}: entries with strictly rising timestamps, of which the oldest are lost when there are more than it
 * holds. Its caller holds the lock.
 */
final class Oplog {
    private final Clock clock;
    private final List<Document> entries = new ArrayList<>();
    private long removed;
    private int capacity;
    private long term = 1;
    private BsonTimestamp last;
    private @Nullable BsonTimestamp heldMajority;

    Oplog(Clock clock, int capacity) {
        this.clock = clock;
        this.capacity = capacity;
        this.last = new BsonTimestamp(clock.instant(), 0);
    }

    /** Gives an entry its time and adds it. */
    BsonTimestamp append(Document entry) {
        Instant wall = clock.instant();
        last = wall.getEpochSecond() > last.getTime()
                ? new BsonTimestamp(wall, 1)
                : new BsonTimestamp(Instant.ofEpochSecond(last.getTime()), last.getInc() + 1);
        entries.add(entry.append("ts", last).append("t", term).append("v", 2L).append("wall", wall));
        trim();
        return last;
    }

    private void trim() {
        int surplus = entries.size() - capacity;
        if (surplus > 0) {
            dropOldest(surplus);
        }
    }

    /** Loses the oldest entries, as when it rolls over. */
    void dropOldest(int count) {
        int dropped = Math.min(count, entries.size());
        entries.subList(0, dropped).clear();
        removed += dropped;
    }

    void capacity(int entries) {
        capacity = entries;
        trim();
    }

    /** The index of the first entry at or after a time, counted from the first entry that there ever was. */
    long indexAt(BsonTimestamp time) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (time(entries.get(middle)).compareTo(time) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return removed + low;
    }

    /** How many entries are lost at the old end. */
    long removed() {
        return removed;
    }

    /** One past the index of the newest entry. */
    long end() {
        return removed + entries.size();
    }

    Document get(long index) {
        return entries.get(Math.toIntExact(index - removed));
    }

    /** Takes back the newest entries from an index on, as a failover does with what no majority had. */
    List<Document> rollBackTo(long index) {
        List<Document> tail = entries.subList(Math.toIntExact(index - removed), entries.size());
        List<Document> taken = List.copyOf(tail);
        tail.clear();
        return taken;
    }

    BsonTimestamp last() {
        return last;
    }

    BsonTimestamp majority() {
        return heldMajority == null ? last : heldMajority;
    }

    /** The majority stays where it is now, whatever is written. */
    void holdMajority() {
        heldMajority = majority();
    }

    void releaseMajority() {
        heldMajority = null;
    }

    long term() {
        return term;
    }

    void nextTerm() {
        term++;
    }

    static BsonTimestamp time(Document entry) {
        return (BsonTimestamp) entry.get("ts");
    }
}
