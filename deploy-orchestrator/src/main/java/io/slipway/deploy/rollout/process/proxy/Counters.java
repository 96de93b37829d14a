package io.slipway.deploy.rollout.process.proxy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.slipway.deploy.rollout.LatencyHistogram;
import io.slipway.deploy.rollout.ReleaseTraffic;

/** Counts requests. Not safe for threads: the proxy has one. */
final class Counters {
    private static final int SERVER_ERROR = 500;

    private static final class Count {
        private long requests;
        private long failures;
        private final long[] latency = LatencyHistogram.newCounts();
    }

    private final Map<String, Count> releases = new HashMap<>();
    private final Map<String, Integer> inFlight = new HashMap<>();

    void begun(String backend) {
        inFlight.merge(backend, 1, Integer::sum);
    }

    void ended(String backend) {
        inFlight.computeIfPresent(backend, (id, count) -> count == 1 ? null : count - 1);
    }

    void answered(String release, int status, long nanos) {
        Count count = count(release);
        count.requests++;
        count.latency[LatencyHistogram.bucket(nanos)]++;
        if (status >= SERVER_ERROR) {
            count.failures++;
        }
    }

    /** An answer that has been counted turned out to have no end. */
    void brokenOff(String release, int status) {
        if (status < SERVER_ERROR) {
            count(release).failures++;
        }
    }

    void unanswered(String release) {
        Count count = count(release);
        count.requests++;
        count.failures++;
    }

    ProxyStats stats(long generation, Set<String> sick) {
        Map<String, ReleaseTraffic> traffic = new HashMap<>();
        releases.forEach((id, count) -> traffic.put(
                id, new ReleaseTraffic(count.requests, count.failures, LatencyHistogram.of(count.latency))));
        return new ProxyStats(generation, traffic, Map.copyOf(inFlight), sick);
    }

    private Count count(String release) {
        return releases.computeIfAbsent(release, id -> new Count());
    }
}
