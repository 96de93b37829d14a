package io.slipway.deploy.rollout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;

/**
 * Counts of latencies in buckets whose upper bounds grow by a fifth each, from half a millisecond to over a minute, so
 * that a quantile is off by a tenth at most.
 *
 * @param counts one per bucket; the last has no upper bound
 */
public record LatencyHistogram(List<Long> counts) {
    private static final double FIRST_BOUND_MS = 0.5;
    private static final double GROWTH = 1.2;
    private static final int BUCKETS = 66;

    public LatencyHistogram {
        counts = List.copyOf(counts);
        if (counts.size() != BUCKETS) {
            throw new IllegalArgumentException("expected " + BUCKETS + " buckets, found " + counts.size());
        }
    }

    public static LatencyHistogram empty() {
        return of(new long[BUCKETS]);
    }

    /** A copy of counts that go on being counted, see {@link #newCounts()}. */
    public static LatencyHistogram of(long[] live) {
        List<Long> counts = new ArrayList<>(live.length);
        for (long count : live) {
            counts.add(count);
        }
        return new LatencyHistogram(counts);
    }

    /** Counts to be filled by {@link #bucket}. */
    public static long[] newCounts() {
        return new long[BUCKETS];
    }

    /** The bucket of a latency. */
    public static int bucket(long nanos) {
        double millis = nanos / 1_000_000.0;
        if (millis <= FIRST_BOUND_MS) {
            return 0;
        }
        int bucket = (int) Math.ceil(Math.log(millis / FIRST_BOUND_MS) / Math.log(GROWTH));
        return Math.min(bucket, BUCKETS - 1);
    }

    public LatencyHistogram since(LatencyHistogram earlier) {
        return combined(earlier, (now, then) -> now - then);
    }

    public LatencyHistogram plus(LatencyHistogram other) {
        return combined(other, Long::sum);
    }

    /**
     * The latency that a share of the requests did not exceed, interpolated within its bucket.
     *
     * @param quantile above 0.0, at most 1.0
     */
    public Duration quantile(double quantile) {
        long total = counts.stream().mapToLong(Long::longValue).sum();
        if (total == 0) {
            return Duration.ZERO;
        }
        double rank = quantile * total;
        long below = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            long count = counts.get(bucket);
            if (count > 0 && below + count >= rank) {
                double lower = bucket == 0 ? 0 : bound(bucket - 1);
                double within = (rank - below) / count;
                return Duration.ofNanos((long) ((lower + (bound(bucket) - lower) * within) * 1_000_000));
            }
            below += count;
        }
        return Duration.ofNanos((long) (bound(BUCKETS - 1) * 1_000_000));
    }

    private LatencyHistogram combined(LatencyHistogram other, LongBinaryOperator how) {
        List<Long> combined = new ArrayList<>(BUCKETS);
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            combined.add(how.applyAsLong(counts.get(bucket), other.counts.get(bucket)));
        }
        return new LatencyHistogram(combined);
    }

    private static double bound(int bucket) {
        return FIRST_BOUND_MS * Math.pow(GROWTH, bucket);
    }
}
