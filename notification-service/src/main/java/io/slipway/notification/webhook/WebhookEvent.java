package io.slipway.notification.webhook;

import java.time.Instant;

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
                "io.slipway.notification.deployment-reached-state.v1",
                notification.deploymentId(),
                notification.at(),
                "application/json",
                notification.correlationId(),
                notification);
    }
}
