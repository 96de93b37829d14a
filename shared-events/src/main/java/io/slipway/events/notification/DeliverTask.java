package io.slipway.events.notification;

import java.time.Instant;

/**
 * Tells a channel. Input of the task type {@value #TYPE}; it has no output.
 *
 * @param giveUpAt from then on nobody wants it told any more
 */
public record DeliverTask(Notification notification, Instant giveUpAt) {
    public static final String TYPE = "notify.deliver";
}
