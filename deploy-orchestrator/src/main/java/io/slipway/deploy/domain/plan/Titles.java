package io.slipway.deploy.domain.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.slipway.events.deploy.pipeline.GateSpec;
import io.slipway.events.deploy.pipeline.TrafficThresholds;
import io.slipway.events.deploy.pipeline.VerificationSpec;

/** Words for steps. */
final class Titles {
    private static final int SHORT_REVISION = 12;

    private Titles() {}

    /** As much of a revision's id as people need to tell it from others. */
    static String ofRevision(String revision) {
        return revision.length() <= SHORT_REVISION ? revision : revision.substring(0, SHORT_REVISION);
    }

    static String of(GateSpec.BackupFresh gate) {
        return "its data is backed up, and that is proven"
                + (gate.maxAge() == null ? "" : ", at most " + of(gate.maxAge()) + " ago");
    }

    static String of(VerificationSpec verification) {
        List<String> parts = new ArrayList<>();
        int checks = verification.checks().size();
        if (checks > 0) {
            parts.add(checks + (checks == 1 ? " check" : " checks"));
        }
        if (verification.traffic() != null) {
            parts.add(of(verification.traffic()));
        }
        if (!verification.soak().isZero()) {
            parts.add("soak for " + of(verification.soak()));
        }
        return String.join(", ", parts);
    }

    static String of(TrafficThresholds thresholds) {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "at least %s %% good answers", percent(thresholds.successRate())));
        if (thresholds.p95() != null) {
            text.append(", p95 at most ").append(of(thresholds.p95()));
        }
        if (thresholds.p99() != null) {
            text.append(", p99 at most ").append(of(thresholds.p99()));
        }
        return text.append(" over ").append(of(thresholds.window())).toString();
    }

    /** {@code 250 ms}, {@code 5 s}, {@code 2 min}, {@code 1 h}. */
    static String of(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + " ms";
        }
        long seconds = duration.toSeconds();
        if (seconds % 60 != 0 || seconds == 0) {
            return seconds + " s";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + " h" : seconds / 60 + " min";
    }

    private static String percent(double share) {
        double percent = share * 100;
        return percent == Math.rint(percent)
                ? String.valueOf((long) percent)
                : String.format(Locale.ROOT, "%.2f", percent);
    }
}
