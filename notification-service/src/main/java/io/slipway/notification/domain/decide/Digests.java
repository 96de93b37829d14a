package io.slipway.notification.domain.decide;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import io.slipway.events.alert.Alert.Severity;
import io.slipway.events.notification.DigestItem;
import io.slipway.events.notification.Notification;
import io.slipway.events.notification.Severities;
import io.slipway.notification.domain.state.Digest;

/** Several notifications in one. */
final class Digests {
    /** A digest this long is told before its time. */
    static final int MOST_ITEMS = 100;

    private Digests() {}

    static DigestItem item(Notification notification) {
        return new DigestItem(
                notification.kind(),
                Objects.requireNonNullElse(notification.severity(), Severities.of(notification.to())),
                notification.environment(),
                notification.deploymentId(),
                notification.version(),
                notification.from(),
                notification.to(),
                notification.title(),
                notification.reason(),
                notification.at());
    }

    static boolean due(Digest digest, Instant now) {
        return !digest.dueAt().isAfter(now) || digest.items().size() >= MOST_ITEMS;
    }

    /** One message; its id follows from when it is told, which no other digest of the channel shares. */
    static Notification notification(String application, String channel, Digest digest, Instant now) {
        DigestItem last = digest.items().getLast();
        List<String> environments =
                digest.items().stream().map(DigestItem::environment).distinct().toList();
        String name = application + "/digest/" + now.toEpochMilli();
        return new Notification(
                name + "/" + channel,
                channel,
                application,
                String.join(", ", environments),
                name,
                "",
                last.from(),
                last.to(),
                null,
                null,
                null,
                now,
                name,
                name,
                Notification.DIGEST,
                digest.items().stream()
                        .map(DigestItem::severity)
                        .max(Comparator.naturalOrder())
                        .orElse(Severity.INFO),
                null,
                digest.items());
    }
}
