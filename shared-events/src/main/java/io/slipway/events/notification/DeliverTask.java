package io.slipway.events.notification;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Tells a channel. Input of the task type {@value #TYPE}; its output is a {@link Receipt}.
 *
 * @param giveUpAt from then on nobody wants it told any more
 * @param mayHaveArrived whether an earlier attempt had begun to send it and its end is not known to be that it did not
 *     arrive; absent means no
 * @param thread what the target gave for the newest message about the same deployment; absent means that there is none
 */
public record DeliverTask(
        Notification notification,
        Instant giveUpAt,
        @Nullable Boolean mayHaveArrived,
        @Nullable Map<String, String> thread) {
    public static final String TYPE = "notify.deliver";

    /** @param thread where the target keeps what belongs together, in its own words; empty where it does not */
    public record Receipt(Map<String, String> thread) {}
}
