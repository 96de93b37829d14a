package io.slipway.deploy.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /**
     * Judges the whole window of one service.
     *
     * @param service its name, where there are several; empty where it is the only one
     */
    static TrafficJudgement of(String service, ReleaseTraffic seen, TrafficThresholds thresholds) {
        List<Measurement> measurements = measure(service, seen, thresholds);
        boolean passed = measurements.stream().allMatch(Measurement::passed);
        Verdict verdict =
                seen.requests() < needed(thresholds) ? Verdict.INCONCLUSIVE : passed ? Verdict.PASSED : Verdict.FAILED;
        String summary = summary(seen, thresholds, verdict);
        return new TrafficJudgement(verdict, service.isEmpty() ? summary : service + ": " + summary, measurements);
    }

    /** A failed service fails all; one that nobody can tell of leaves all open, however good the others are. */
    static TrafficJudgement all(List<TrafficJudgement> services) {
        Verdict worst = Stream.of(Verdict.FAILED, Verdict.INCONCLUSIVE)
                .filter(verdict -> services.stream().anyMatch(judgement -> judgement.verdict == verdict))
                .findFirst()
                .orElse(services.isEmpty() ? Verdict.INCONCLUSIVE : Verdict.PASSED);
        String summary = services.stream()
                .filter(judgement -> judgement.verdict == worst)
                .map(TrafficJudgement::summary)
                .collect(Collectors.joining("; "));
        return new TrafficJudgement(
                worst,
                services.isEmpty() ? "there is no service to look at" : summary,
                services.stream()
                        .flatMap(judgement -> judgement.measurements.stream())
                        .toList());
    }

    /** With no request at all nobody can tell, whatever the thresholds say. */
    private static long needed(TrafficThresholds thresholds) {
        return Math.max(1, thresholds.minRequests());
    }

    /**
     * Whether a window that is not over yet has failed for certain enough to stop: enough requests, and more failures
     * than a good release would have even if as many requests again all went well.
     */
    static boolean isHopeless(ReleaseTraffic seen, TrafficThresholds thresholds) {
        double allowed = (1 - thresholds.successRate()) * seen.requests() * 2;
        return seen.requests() >= needed(thresholds) && seen.failures() > Math.max(allowed, 1);
    }

    private static List<Measurement> measure(String service, ReleaseTraffic seen, TrafficThresholds thresholds) {
        String of = service.isEmpty() ? "" : " of " + service;
        List<Measurement> measurements = new ArrayList<>();
        measurements.add(new Measurement(
                "success rate" + of,
                percent(seen.successRate()),
                ">= " + percent(thresholds.successRate()),
                seen.successRate() >= thresholds.successRate()));
        if (thresholds.p95() != null) {
            measurements.add(latency("p95" + of, seen.latency().quantile(0.95), thresholds.p95()));
        }
        if (thresholds.p99() != null) {
            measurements.add(latency("p99" + of, seen.latency().quantile(0.99), thresholds.p99()));
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
            case INCONCLUSIVE -> words + "; at least " + needed(thresholds) + " are needed";
        };
    }

    /** {@code 43 requests, 97.67 % good, p95 12 ms}. */
    static String words(ReleaseTraffic seen) {
        return seen.requests() + " requests, " + percent(seen.successRate()) + " good, p95 "
                + millis(seen.latency().quantile(0.95));
    }

    /** The same of each service, by name where there are several. */
    static String words(Map<String, ReleaseTraffic> seen) {
        return seen.size() == 1
                ? words(seen.values().iterator().next())
                : seen.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + words(entry.getValue()))
                        .collect(Collectors.joining("; "));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", share * 100);
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }
}
