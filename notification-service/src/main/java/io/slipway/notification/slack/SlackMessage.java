package io.slipway.notification.slack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.slipway.events.alert.Alert.Severity;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.notification.Notification;
import io.slipway.notification.channel.Wording;

/**
 * A notification as a Block Kit message: a header, the facts, the reason where there is one, and where it comes from.
 * Limits: header 150 characters, section text 3000, section field 2000 (docs.slack.dev, "Block Kit reference").
 *
 * @param text what notifications and screen readers show in place of the blocks
 */
record SlackMessage(String text, List<Map<String, Object>> blocks) {
    private static final int HEADER = 150;
    private static final int SECTION = 3000;
    private static final int FIELD = 2000;
    /** A message has at most 50 blocks. */
    private static final int MOST_ITEMS = 40;
    /** Leaves room for the words around what is cut. */
    private static final int VALUE = 500;

    /** One that stands by itself. */
    static SlackMessage of(Notification notification) {
        List<Map<String, Object>> blocks = new ArrayList<>();
        Map<String, Object> header =
                Map.of("type", "plain_text", "text", SlackText.escaped(title(notification), HEADER), "emoji", true);
        blocks.add(Map.of("type", "header", "text", header));
        if (notification.items() == null) {
            blocks.add(Map.of("type", "section", "fields", fields(notification)));
        }
        Wording.items(notification, MOST_ITEMS)
                .forEach(item -> blocks.add(Map.of("type", "section", "text", plain(item, SECTION))));
        return finished(notification, blocks);
    }

    /** One below another about the same deployment. */
    static SlackMessage reply(Notification notification) {
        List<Map<String, Object>> blocks = new ArrayList<>();
        blocks.add(Map.of("type", "section", "text", plain(title(notification), SECTION)));
        return finished(notification, blocks);
    }

    private static SlackMessage finished(Notification notification, List<Map<String, Object>> blocks) {
        if (notification.reason() != null && !notification.reason().isBlank()) {
            blocks.add(Map.of("type", "section", "text", plain(notification.reason(), SECTION)));
        }
        blocks.add(Map.of("type", "context", "elements", List.of(marked(origin(notification)))));
        return new SlackMessage(SlackText.escaped(Wording.line(notification), SECTION), List.copyOf(blocks));
    }

    private static String title(Notification notification) {
        return emoji(notification) + " " + Wording.title(notification);
    }

    private static List<Map<String, Object>> fields(Notification notification) {
        List<Map<String, Object>> fields = new ArrayList<>();
        fields.add(field("Application", notification.application()));
        if (!notification.version().isEmpty()) {
            fields.add(field("Version", notification.version()));
        }
        fields.add(field("Environment", notification.environment()));
        if (Wording.state(notification) != null) {
            fields.add(field("State", Wording.state(notification)));
        }
        if (notification.requestedBy() != null) {
            fields.add(field("Requested by", notification.requestedBy()));
        }
        if (notification.rollbackOf() != null) {
            fields.add(field("Takes back", notification.rollbackOf()));
        }
        return fields;
    }

    private static Map<String, Object> field(String name, String value) {
        return plain(name + ": " + value, FIELD);
    }

    private static String origin(Notification notification) {
        long second = notification.at().getEpochSecond();
        return SlackText.escaped(notification.deploymentId(), VALUE) + "  |  <!date^" + second
                + "^{date_short_pretty} {time_secs}|" + notification.at() + ">";
    }

    /** What people wrote goes where Slack interprets nothing. */
    private static Map<String, Object> plain(String text, int limit) {
        return Map.of("type", "plain_text", "text", SlackText.escaped(text, limit));
    }

    private static Map<String, Object> marked(String text) {
        return Map.of("type", "mrkdwn", "text", text, "verbatim", true);
    }

    private static String emoji(Notification notification) {
        if (notification.kind() == null) {
            return emoji(notification.to());
        }
        return switch (notification.kind()) {
            case Notification.PAUSED -> ":double_vertical_bar:";
            case Notification.ALERT -> ":rotating_light:";
            case Notification.BACKUP ->
                notification.severity() == Severity.CRITICAL ? ":rotating_light:" : ":floppy_disk:";
            default -> ":newspaper:";
        };
    }

    private static String emoji(DeploymentState state) {
        return switch (state) {
            case SUCCEEDED -> ":white_check_mark:";
            case ROLLED_BACK, ROLLING_BACK -> ":leftwards_arrow_with_hook:";
            case FAILED -> ":x:";
            case REJECTED, CANCELLED, SUPERSEDED -> ":no_entry_sign:";
            case AWAITING_APPROVAL -> ":raised_hand:";
            case REQUESTED, QUEUED, GATES, BUILDING, ROLLING_OUT, VERIFYING, PROMOTING -> ":rocket:";
        };
    }
}
