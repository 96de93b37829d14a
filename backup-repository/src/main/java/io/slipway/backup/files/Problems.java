package io.slipway.backup.files;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What did not go as it should, over all files. Counts all, keeps the first ones.
 *
 * @param first at most 1000 of them
 * @param counts how many there are of each kind
 */
public record Problems(List<Problem> first, Map<Problem.Kind, Long> counts) {
    public static final Problems NONE = new Problems(List.of(), Map.of());

    /** Whether something is missing. */
    public boolean areSerious() {
        return counts.keySet().stream().anyMatch(Problem.Kind::isSerious);
    }

    public long count(Problem.Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** Collects them, from many threads. */
    static final class Log {
        private static final int KEPT = 1000;

        private final List<Problem> first = new ArrayList<>();
        private final Map<Problem.Kind, Long> counts = new EnumMap<>(Problem.Kind.class);

        synchronized void add(Problem.Kind kind, String path, String message) {
            counts.merge(kind, 1L, Long::sum);
            if (first.size() < KEPT) {
                first.add(new Problem(kind, path, message));
            }
        }

        synchronized Problems all() {
            return new Problems(List.copyOf(first), Map.copyOf(counts));
        }

        synchronized long serious() {
            return counts.entrySet().stream()
                    .filter(count -> count.getKey().isSerious())
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }
}
