package io.slipway.notification.webhook;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.events.notification.Notification;

/** What a webhook gets: a CloudEvents 1.0 event in structured mode, whose id is the notification's. */
record WebhookEvent(
        String specversion,
        String id,
        String source,
        String type,
        String subject,
        Instant time,
        String datacontenttype,
        String correlationid,
        Notification data) {

    static WebhookEvent of(Notification notification) {
        return new WebhookEvent(
                "1.0",
                notification.id(),
                "/slipway/notification-service",
                type(notification.kind()),
                notification.deploymentId(),
                notification.at(),
                "application/json",
                notification.correlationId(),
                notification);
    }

    private static String type(@Nullable String kind) {
        String what = kind == null
                ? "deployment-reached-state"
                : switch (kind) {
                    case Notification.PAUSED -> "deployment-paused";
                    case Notification.ALERT -> "alert-raised";
                    case Notification.BACKUP -> "backup-reported";
                    default -> "digest";
                };
        return "io.slipway.notification." + what + ".v1";
    }
}
