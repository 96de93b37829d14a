package io.slipway.kit.host;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/** Which aggregate wants to see the time next. Looking whether anything is due costs nothing when nothing is. */
final class DeadlineIndex {
    private record Entry(Instant at, String key) {}

    private final TreeSet<Entry> order =
            new TreeSet<>(Comparator.comparing(Entry::at).thenComparing(Entry::key));
    private final Map<String, Instant> byKey = new HashMap<>();

    /** @param deadline null when the aggregate wants nothing */
    void set(String key, @Nullable Instant deadline) {
        Instant before = byKey.remove(key);
        if (before != null) {
            order.remove(new Entry(before, key));
        }
        if (deadline != null) {
            byKey.put(key, deadline);
            order.add(new Entry(deadline, key));
        }
    }

    /** The keys whose deadline has come, the earliest first. */
    List<String> due(Instant now, int limit) {
        return order.stream()
                .takeWhile(entry -> !entry.at().isAfter(now))
                .limit(limit)
                .map(Entry::key)
                .toList();
    }

    /** The earliest deadline of all. */
    @Nullable
    Instant next() {
        return order.isEmpty() ? null : order.first().at();
    }

    @Nullable
    Instant of(String key) {
        return byKey.get(key);
    }
}
