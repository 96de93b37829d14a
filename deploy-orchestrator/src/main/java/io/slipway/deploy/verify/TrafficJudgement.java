package io.slipway.deploy.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.slipway.deploy.rollout.ReleaseTraffic;
import io.slipway.events.deploy.pipeline.TrafficThresholds;
import io.slipway.events.deploy.task.VerifyTask.Measurement;
import io.slipway.events.deploy.task.VerifyTask.Verdict;

/**
 * What a window of real traffic says of a release, held against thresholds. Pure.
 *
 * @param summary one line for a person
 */
record TrafficJudgement(Verdict verdict, String summary, List<Measurement> measurements) {

    /** Judges the whole window. */
    static TrafficJudgement of(ReleaseTraffic seen, TrafficThresholds thresholds) {
        List<Measurement> measurements = measure(seen, thresholds);
        boolean passed = measurements.stream().allMatch(Measurement::passed);
        Verdict verdict = seen.requests() < thresholds.minRequests()
                ? Verdict.INCONCLUSIVE
                : passed ? Verdict.PASSED : Verdict.FAILED;
        return new TrafficJudgement(verdict, summary(seen, thresholds, verdict), measurements);
    }

    /**
     * Whether a window that is not over yet has failed for certain enough to stop: enough requests, and more failures
     * than a good release would have even if as many requests again all went well.
     */
    static boolean isHopeless(ReleaseTraffic seen, TrafficThresholds thresholds) {
        double allowed = (1 - thresholds.successRate()) * seen.requests() * 2;
        return seen.requests() >= thresholds.minRequests() && seen.failures() > Math.max(allowed, 1);
    }

    private static List<Measurement> measure(ReleaseTraffic seen, TrafficThresholds thresholds) {
        List<Measurement> measurements = new ArrayList<>();
        measurements.add(new Measurement(
                "success rate",
                percent(seen.successRate()),
                ">= " + percent(thresholds.successRate()),
                seen.successRate() >= thresholds.successRate()));
        if (thresholds.p95() != null) {
            measurements.add(latency("p95", seen.latency().quantile(0.95), thresholds.p95()));
        }
        if (thresholds.p99() != null) {
            measurements.add(latency("p99", seen.latency().quantile(0.99), thresholds.p99()));
        }
        return measurements;
    }

    private static Measurement latency(String name, Duration found, Duration most) {
        return new Measurement(name, millis(found), "<= " + millis(most), found.compareTo(most) <= 0);
    }

    private static String summary(ReleaseTraffic seen, TrafficThresholds thresholds, Verdict verdict) {
        String words = words(seen);
        return switch (verdict) {
            case PASSED -> words;
            case FAILED ->
                words + "; expected at least " + percent(thresholds.successRate()) + " good"
                        + (thresholds.p95() == null ? "" : ", p95 at most " + millis(thresholds.p95()))
                        + (thresholds.p99() == null ? "" : ", p99 at most " + millis(thresholds.p99()));
            case INCONCLUSIVE -> words + "; at least " + thresholds.minRequests() + " are needed";
        };
    }

    /** {@code 43 requests, 97.67 % good, p95 12 ms}. */
    static String words(ReleaseTraffic seen) {
        return seen.requests() + " requests, " + percent(seen.successRate()) + " good, p95 "
                + millis(seen.latency().quantile(0.95));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", share * 100);
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }
}
