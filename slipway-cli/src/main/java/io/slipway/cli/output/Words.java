package io.slipway.cli.output;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.view.StepStatus;

/** How states, times and durations read. */
public final class Words {
    private static final int REVISION = 12;

    private Words() {}

    /** {@code ROLLING_OUT} as {@code rolling out}. */
    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** As much of a configuration's revision as tells it from others; commands take it as well. */
    public static String revision(String id) {
        return id.substring(0, Math.min(REVISION, id.length()));
    }

    /** {@code 0.8 s}, {@code 12 s}, {@code 3 min 5 s}; empty where it has not begun. */
    public static String duration(@Nullable Instant from, @Nullable Instant to, Instant now) {
        return from == null ? "" : of(Duration.between(from, to == null ? now : to));
    }

    public static String of(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        if (millis < 10_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        long seconds = millis / 1000;
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        return seconds <= 48 * 3600
                ? two(seconds / 3600, "h", seconds % 3600 / 60, "min")
                : two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    /** Round amounts are what people promise each other, and read best without a nothing behind them. */
    private static String two(long great, String unit, long small, String part) {
        return great + " " + unit + (small == 0 ? "" : " " + small + " " + part);
    }

    /** {@code 9 s ago}, {@code 3 min ago}, {@code 5 h ago}, {@code 3 d ago}. */
    public static String ago(@Nullable Instant then, Instant now) {
        if (then == null) {
            return "";
        }
        long seconds = Math.max(0, Duration.between(then, now).toSeconds());
        if (seconds < 60) {
            return seconds + " s ago";
        }
        long minutes = seconds / 60;
        if (minutes < 60) {
            return minutes + " min ago";
        }
        return minutes < 48 * 60 ? minutes / 60 + " h ago" : minutes / (24 * 60) + " d ago";
    }

    /** A sign that says without colour how a step stands. */
    public static String sign(StepStatus status) {
        return switch (status) {
            case PENDING -> "·";
            case RUNNING -> "▸";
            case RETRYING -> "↻";
            case SUCCEEDED -> "✓";
            case FAILED -> "✗";
            case SKIPPED -> "-";
        };
    }

    public static String sign(DeploymentState state) {
        return switch (state) {
            case SUCCEEDED -> "✓";
            case ROLLED_BACK -> "↩";
            case FAILED, REJECTED -> "✗";
            case CANCELLED, SUPERSEDED -> "-";
            case REQUESTED, QUEUED -> "·";
            case GATES, BUILDING, AWAITING_APPROVAL, ROLLING_OUT, VERIFYING, PROMOTING, ROLLING_BACK -> "▸";
        };
    }
}
