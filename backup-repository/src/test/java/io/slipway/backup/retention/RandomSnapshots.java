package io.slipway.backup.retention;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.repository.StoredSnapshot;

/** Snapshots and policies from a seed. */
final class RandomSnapshots {
    static final OffsetDateTime NEWEST = OffsetDateTime.parse("2026-03-31T22:30:00Z");

    private RandomSnapshots() {}

    /** Some close together, some years apart, in several time zones, with and without tags. */
    static List<Snapshot> snapshots(Random random, int count) {
        List<Snapshot> snapshots = new ArrayList<>();
        OffsetDateTime time = NEWEST;
        for (int i = 0; i < count; i++) {
            ZoneOffset offset = ZoneOffset.ofHours(random.nextInt(3) - 1);
            List<String> tags = switch (random.nextInt(6)) {
                case 0 -> List.of("keep");
                case 1 -> List.of("keep", "monthly");
                default -> List.of();
            };
            snapshots.add(new Snapshot(
                    time.withOffsetSameInstant(offset),
                    null,
                    ObjectId.hash(new byte[] {1}),
                    List.of("/files"),
                    "host",
                    "user",
                    0,
                    0,
                    List.of(),
                    tags,
                    null,
                    null,
                    null));
            long[] steps = {30, 60, 600, 1440, 10_080, 43_200, 500_000};
            time = time.minusMinutes(1 + random.nextLong(steps[random.nextInt(steps.length)]));
        }
        return snapshots;
    }

    static List<StoredSnapshot> stored(Random random, int count) {
        return snapshots(random, count).stream()
                .map(snapshot -> new StoredSnapshot(
                        ObjectId.hash(snapshot.time().toString().getBytes()), snapshot))
                .toList();
    }

    static RetentionPolicy policy(Random random) {
        RetentionPolicy policy = RetentionPolicy.KEEP_ALL.keepLast(random.nextInt(4));
        for (Period period : Period.values()) {
            if (random.nextInt(3) == 0) {
                policy = policy.keep(period, random.nextInt(6));
            }
            if (random.nextInt(4) == 0) {
                policy = policy.keepWithin(period, span(random));
            }
        }
        if (random.nextInt(4) == 0) {
            policy = policy.keepWithin(span(random));
        }
        return random.nextInt(3) == 0 ? policy.keepTags(List.of(Set.of("keep", "monthly"))) : policy;
    }

    static Span span(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Span(0, 0, 0, 1 + random.nextInt(100));
            case 1 -> Span.ofDays(1 + random.nextInt(60));
            case 2 -> new Span(0, 1 + random.nextInt(13), random.nextInt(10), 0);
            default -> new Span(1, random.nextInt(3), 0, 0);
        };
    }
}
