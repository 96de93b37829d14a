package io.slipway.events.notification;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.events.MessageType;

/** What happened to one notification. The CloudEvents subject is its id. */
public sealed interface DeliveryEvent extends NotificationEvent {
    String notificationId();

    String channel();

    @MessageType(
            value = "io.slipway.notification.requested.v1",
            description = "A channel is to be told of a transition; told once, after what it was to be told before.")
    record Requested(String application, Notification notification) implements DeliveryEvent {
        @Override
        public String notificationId() {
            return notification.id();
        }

        @Override
        public String channel() {
            return notification.channel();
        }
    }

    /**
     * @param attempt from 1
     * @param pickUpUntil when the attempt is over if no worker took it
     */
    @MessageType(
            value = "io.slipway.notification.delivery.started.v1",
            description = "The delivery was handed out to whoever can do it.")
    record DeliveryStarted(String application, String notificationId, String channel, int attempt, Instant pickUpUntil)
            implements DeliveryEvent {}

    @MessageType(
            value = "io.slipway.notification.delivery.claimed.v1",
            description = "A worker took the delivery until the lease runs out.")
    record DeliveryClaimed(
            String application, String notificationId, String channel, int attempt, String worker, Instant leaseUntil)
            implements DeliveryEvent {}

    @MessageType(
            value = "io.slipway.notification.delivery.lease-renewed.v1",
            description = "The worker is still at it.")
    record DeliveryLeaseRenewed(
            String application, String notificationId, String channel, int attempt, Instant leaseUntil)
            implements DeliveryEvent {}

    @MessageType(
            value = "io.slipway.notification.delivery.begun.v1",
            description = "The worker may send now, and nobody else.")
    record DeliveryBegun(String application, String notificationId, String channel, int attempt)
            implements DeliveryEvent {}

    @MessageType(
            value = "io.slipway.notification.delivery.lost.v1",
            description = "The worker fell silent or handed the delivery back; another attempt follows.")
    record DeliveryLost(String application, String notificationId, String channel, int attempt, String reason)
            implements DeliveryEvent {}

    /**
     * @param receipt where the target keeps what belongs to the same deployment, in its own words: of Slack {@code room}
     *     and {@code ts} of the first message, of e-mail its {@code messageId}; absent where it does not
     */
    @MessageType(value = "io.slipway.notification.delivered.v1", description = "The target took the notification.")
    record Delivered(
            String application,
            String notificationId,
            String channel,
            int attempt,
            @Nullable Map<String, String> receipt)
            implements DeliveryEvent {
        /** Without a receipt. */
        public Delivered(String application, String notificationId, String channel, int attempt) {
            this(application, notificationId, channel, attempt, null);
        }
    }

    /**
     * @param reason what failed, and what to look at
     * @param rejected whether the target said that it will not take this message as it is
     * @param retryAt when the next attempt begins
     */
    @MessageType(
            value = "io.slipway.notification.delivery.failed.v1",
            description = "The target did not take the notification; another attempt follows.")
    record DeliveryFailed(
            String application,
            String notificationId,
            String channel,
            int attempt,
            String reason,
            boolean rejected,
            Instant retryAt)
            implements DeliveryEvent {}

    /**
     * @param attempts how often it was tried
     * @param reason why it ends, with the newest error
     */
    @MessageType(
            value = "io.slipway.notification.given-up.v1",
            description = "The notification will not be delivered any more.")
    record GivenUp(String application, String notificationId, String channel, int attempts, String reason)
            implements DeliveryEvent {}
}
