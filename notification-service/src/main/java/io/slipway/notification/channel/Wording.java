package io.slipway.notification.channel;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.notification.Notification;

/** A transition in words, without the markup of any channel. */
public final class Wording {
    private Wording() {}

    /** What happened, for a title: {@code shop 1.4.2 is live in production}. */
    public static String title(Notification notification) {
        return notification.application() + " " + notification.version() + " "
                + predicate(notification.to(), notification.environment());
    }

    /** Everything in one line. */
    public static String line(Notification notification) {
        StringBuilder line = new StringBuilder(title(notification));
        line.append(" (").append(notification.deploymentId());
        if (notification.requestedBy() != null) {
            line.append(", requested by ").append(notification.requestedBy());
        }
        line.append(")");
        if (notification.reason() != null) {
            line.append(": ").append(notification.reason());
        }
        return line.toString();
    }

    /** Everything, one fact a line. */
    public static String paragraph(Notification notification) {
        StringBuilder text = new StringBuilder(title(notification)).append("\n\n");
        fact(text, "Application", notification.application());
        fact(text, "Version", notification.version());
        fact(text, "Environment", notification.environment());
        fact(text, "Deployment", notification.deploymentId());
        fact(text, "State", notification.from() + " → " + notification.to());
        fact(text, "Requested by", notification.requestedBy());
        fact(text, "Takes back", notification.rollbackOf());
        fact(text, "At", notification.at().toString());
        if (notification.reason() != null) {
            text.append("\n").append(notification.reason()).append("\n");
        }
        return text.toString();
    }

    private static void fact(StringBuilder text, String name, @Nullable String value) {
        if (value != null) {
            text.append(name).append(": ").append(value).append("\n");
        }
    }

    private static String predicate(DeploymentState state, String environment) {
        return switch (state) {
            case REQUESTED -> "was requested for " + environment;
            case QUEUED -> "waits for " + environment;
            case GATES -> "is at the gates of " + environment;
            case BUILDING -> "is being built for " + environment;
            case AWAITING_APPROVAL -> "needs an approval for " + environment;
            case ROLLING_OUT -> "is rolling out to " + environment;
            case VERIFYING -> "is being verified in " + environment;
            case PROMOTING -> "is taking over " + environment;
            case ROLLING_BACK -> "is being rolled back in " + environment;
            case SUCCEEDED -> "is live in " + environment;
            case ROLLED_BACK -> "was rolled back in " + environment;
            case FAILED -> "failed in " + environment;
            case CANCELLED -> "was cancelled in " + environment;
            case SUPERSEDED -> "gave way to a newer deployment in " + environment;
            case REJECTED -> "was rejected for " + environment;
        };
    }
}
