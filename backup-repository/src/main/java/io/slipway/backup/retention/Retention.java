package io.slipway.backup.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.repository.StoredSnapshot;

/**
 * Decides which snapshots are kept, as restic's {@code forget} does (its manual, "Removing snapshots according to a policy"),
 * but more careful in three ways:
 *
 * <ul>
 *   <li>a snapshot on legal hold is kept, and uses up no count;
 *   <li>a snapshot from the future, which a clock that was wrong has made, is kept and uses up no count: with it, one such clock
 *       could push out every good snapshot;
 *   <li>the newest snapshot of a group is kept whatever the rules say.
 * </ul>
 */
public final class Retention {
    /** Keeps a snapshot for as long as it carries this tag, or one that begins with it and {@code =}. */
    public static final String LEGAL_HOLD = "legal-hold";

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private Retention() {}

    public static boolean isOnHold(Snapshot snapshot) {
        return snapshot.tags().stream().anyMatch(tag -> tag.equals(LEGAL_HOLD) || tag.startsWith(LEGAL_HOLD + "="));
    }

    /** A decision on each snapshot, group by group, the newest of each group first. */
    public static List<Decision> decide(
            List<StoredSnapshot> snapshots, RetentionPolicy policy, Grouping grouping, Instant now) {
        Map<List<List<String>>, List<StoredSnapshot>> groups = new LinkedHashMap<>();
        for (StoredSnapshot snapshot : snapshots) {
            groups.computeIfAbsent(grouping.key(snapshot.snapshot()), key -> new ArrayList<>())
                    .add(snapshot);
        }
        List<Decision> decisions = new ArrayList<>();
        for (List<StoredSnapshot> group : groups.values()) {
            decisions.addAll(new Group(group, policy, now).decide());
        }
        return decisions;
    }

    private static final class Group {
        private static final String OLDEST = "oldest ";

        private final RetentionPolicy policy;
        private final Map<StoredSnapshot, List<String>> reasons = new LinkedHashMap<>();
        private final List<StoredSnapshot> counted = new ArrayList<>();

        Group(List<StoredSnapshot> group, RetentionPolicy policy, Instant now) {
            this.policy = policy;
            List<StoredSnapshot> newestFirst = new ArrayList<>(group);
            newestFirst.sort(
                    Comparator.comparing((StoredSnapshot stored) -> time(stored).toInstant())
                            .reversed()
                            .thenComparing(StoredSnapshot::id));
            for (StoredSnapshot stored : newestFirst) {
                List<String> why = new ArrayList<>();
                reasons.put(stored, why);
                if (isOnHold(stored.snapshot())) {
                    why.add("legal hold");
                } else if (time(stored).toInstant().isAfter(now.plus(CLOCKS_DIFFER))) {
                    why.add("from the future");
                } else {
                    counted.add(stored);
                }
            }
        }

        private static OffsetDateTime time(StoredSnapshot stored) {
            return stored.snapshot().time();
        }

        List<Decision> decide() {
            if (policy.keepsAll()) {
                reasons.values().forEach(why -> why.add("no rule says that it goes"));
            } else if (!counted.isEmpty()) {
                byTags();
                byTime();
                byCount();
                List<String> newest = reasons.get(counted.getFirst());
                if (newest.isEmpty()) {
                    newest.add("newest of its group");
                }
            }
            return reasons.entrySet().stream()
                    .map(entry -> new Decision(entry.getKey(), entry.getValue()))
                    .toList();
        }

        private void byTags() {
            for (StoredSnapshot stored : counted) {
                policy.tags().stream()
                        .filter(stored.snapshot().tags()::containsAll)
                        .findFirst()
                        .ifPresent(tags -> reasons.get(stored)
                                .add("has the tags "
                                        + String.join(
                                                ", ", tags.stream().sorted().toList())));
            }
        }

        private void byTime() {
            OffsetDateTime newest = time(counted.getFirst());
            if (policy.within() != null) {
                OffsetDateTime since = policy.within().before(newest);
                for (StoredSnapshot stored : counted) {
                    if (time(stored).isAfter(since)) {
                        reasons.get(stored).add("within " + policy.within());
                    }
                }
            }
            for (Period period : Period.values()) {
                Span span = policy.newestWithin().get(period);
                if (span != null) {
                    OffsetDateTime since = span.before(newest);
                    newestOfEach(period, RetentionPolicy.UNLIMITED, since, period.adverb() + " within " + span);
                }
            }
        }

        private void byCount() {
            for (int i = 0; i < counted.size(); i++) {
                if (i < policy.last() || policy.last() == RetentionPolicy.UNLIMITED) {
                    reasons.get(counted.get(i)).add("last snapshot");
                }
            }
            for (Period period : Period.values()) {
                int count = policy.newest().getOrDefault(period, 0);
                newestOfEach(period, count, OffsetDateTime.MIN, period.adverb() + " snapshot");
            }
        }

        /**
         * The newest of each stretch, as long as the count lasts; and if some of it is left at the end, the oldest snapshot, so
         * that history is as long as it can be.
         */
        private void newestOfEach(Period period, int count, OffsetDateTime since, String reason) {
            int left = count;
            long previous = Long.MIN_VALUE;
            for (StoredSnapshot stored : counted) {
                if (left == 0 || !time(stored).isAfter(since)) {
                    return;
                }
                long current = period.of(time(stored));
                if (current != previous) {
                    reasons.get(stored).add(reason);
                    previous = current;
                    left = left > 0 ? left - 1 : left;
                } else if (stored == counted.getLast()) {
                    reasons.get(stored).add(OLDEST + reason);
                }
            }
        }
    }
}
