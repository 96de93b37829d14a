package io.slipway.notification.channel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.events.notification.Notification;

/** Tells this service's log, in one line. */
public final class LogChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger("io.slipway.notification");

    @Override
    public void send(Notification notification) {
        LOG.info("{}", Wording.line(notification));
    }
}
