package io.slipway.notification.channel;

import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells this service's log, in one line. */
public final class LogChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger("io.slipway.notification");

    @Override
    public Map<String, String> send(Letter letter) {
        LOG.info("{}", Wording.line(letter.notification()));
        return Map.of();
    }
}
