package io.slipway.notification.channel;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.notification.DigestItem;
import io.slipway.events.notification.Notification;

/** A transition in words, without the markup of any channel. */
public final class Wording {
    private static final int MOST_IN_LINE = 10;

    private Wording() {}

    /** What happened, for a title: {@code shop 1.4.2 is live in production}. */
    public static String title(Notification notification) {
        if (notification.items() != null) {
            return notification.application() + ": " + notification.items().size() + " news of "
                    + notification.environment();
        }
        return title(
                notification.application(),
                notification.version(),
                notification.environment(),
                notification.kind(),
                notification.title(),
                notification.to());
    }

    /** The same of one item of a digest. */
    public static String title(String application, DigestItem item) {
        return title(application, item.version(), item.environment(), item.kind(), item.title(), item.to());
    }

    private static String title(
            String application,
            String version,
            String environment,
            @Nullable String kind,
            @Nullable String title,
            DeploymentState to) {
        if (title != null) {
            return title;
        }
        String what = application + (version.isEmpty() ? "" : " " + version) + " ";
        return what + (Notification.PAUSED.equals(kind) ? "is paused in " + environment : predicate(to, environment));
    }

    /** The items of a digest, one line each; at most so many, and how many more there are. */
    public static List<String> items(Notification notification, int most) {
        List<DigestItem> items = notification.items() == null ? List.of() : notification.items();
        List<String> lines = new ArrayList<>();
        items.stream()
                .limit(most)
                .forEach(item -> lines.add(title(notification.application(), item)
                        + " (" + item.deploymentId() + ")"
                        + (item.reason() == null ? "" : ": " + item.reason())));
        if (items.size() > most) {
            lines.add("and " + (items.size() - most) + " more");
        }
        return lines;
    }

    /** Everything in one line. */
    public static String line(Notification notification) {
        StringBuilder line = new StringBuilder(title(notification));
        if (notification.items() != null) {
            return line.append(": ")
                    .append(String.join("; ", items(notification, MOST_IN_LINE)))
                    .toString();
        }
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
        if (notification.items() != null) {
            items(notification, Integer.MAX_VALUE)
                    .forEach(item -> text.append("- ").append(item).append("\n"));
            return text.toString();
        }
        fact(text, "Application", notification.application());
        fact(text, "Version", notification.version().isEmpty() ? null : notification.version());
        fact(text, "Environment", notification.environment());
        fact(text, Notification.BACKUP.equals(notification.kind()) ? "Run" : "Deployment", notification.deploymentId());
        fact(text, "State", state(notification));
        fact(text, "Requested by", notification.requestedBy());
        fact(text, "Takes back", notification.rollbackOf());
        fact(text, "At", notification.at().toString());
        if (notification.reason() != null) {
            text.append("\n").append(notification.reason()).append("\n");
        }
        return text.toString();
    }

    /** The way from one state to the other, or where the deployment is; null of an alert. */
    public static @Nullable String state(Notification notification) {
        if (notification.kind() == null) {
            return notification.from() + " → " + notification.to();
        }
        return Notification.PAUSED.equals(notification.kind())
                ? notification.to().toString()
                : null;
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
