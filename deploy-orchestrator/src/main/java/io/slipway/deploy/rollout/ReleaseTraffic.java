package io.slipway.deploy.rollout;

/**
 * What users have asked of a release and how it answered, since it first served.
 *
 * @param requests answered or failed
 * @param failures answers from 500 up, and requests the release did not answer at all
 * @param latency how long the answers took
 */
public record ReleaseTraffic(long requests, long failures, LatencyHistogram latency) {
    public static ReleaseTraffic none() {
        return new ReleaseTraffic(0, 0, LatencyHistogram.empty());
    }

    /** What has come since an earlier reading; a counter that began anew counts from zero. */
    public ReleaseTraffic since(ReleaseTraffic earlier) {
        boolean anew = requests < earlier.requests || failures < earlier.failures || !latency.isAfter(earlier.latency);
        return anew
                ? this
                : new ReleaseTraffic(
                        requests - earlier.requests, failures - earlier.failures, latency.since(earlier.latency));
    }

    public ReleaseTraffic plus(ReleaseTraffic other) {
        return new ReleaseTraffic(requests + other.requests, failures + other.failures, latency.plus(other.latency));
    }

    /** Share of requests that did not fail; 1.0 where there were none. */
    public double successRate() {
        return requests == 0 ? 1.0 : (requests - failures) / (double) requests;
    }
}
