package io.slipway.deploy.rollout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;

/**
 * Counts of latencies in buckets whose upper bounds grow by a fifth each, from half a millisecond to a minute. A quantile
 * is the geometric middle of its bucket and so is off by a tenth at most, or by a quarter of a millisecond below half a
 * millisecond; above a minute it is a minute.
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
     * The latency that a share of the requests did not exceed.
     *
     * @param quantile above 0.0, at most 1.0
     * @return zero when there were no requests
     */
    public Duration quantile(double quantile) {
        long total = counts.stream().mapToLong(Long::longValue).sum();
        if (total == 0) {
            return Duration.ZERO;
        }
        long rank = Math.max(1, (long) Math.ceil(quantile * total));
        int bucket = 0;
        for (long upTo = counts.getFirst(); upTo < rank && bucket < BUCKETS - 1; upTo += counts.get(bucket)) {
            bucket++;
        }
        return Duration.ofNanos((long) (middle(bucket) * 1_000_000));
    }

    /** Whether each count is at least what it was: it was read from the same counters. */
    boolean isAfter(LatencyHistogram earlier) {
        return IntStream.range(0, BUCKETS).allMatch(bucket -> counts.get(bucket) >= earlier.counts.get(bucket));
    }

    private static double middle(int bucket) {
        if (bucket == 0) {
            return FIRST_BOUND_MS / 2;
        }
        return bucket == BUCKETS - 1 ? bound(bucket - 1) : Math.sqrt(bound(bucket - 1) * bound(bucket));
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
