package io.slipway.notification.channel;

import java.util.Map;

import io.slipway.events.notification.Notification;

/**
 * What a channel is to tell, and what it needs to know to tell it once.
 *
 * @param mayHaveArrived whether an earlier attempt was begun and may have told it
 * @param thread what the channel gave back for the newest message about the same deployment; empty when there is none
 */
public record Letter(Notification notification, boolean mayHaveArrived, Map<String, String> thread) {
    public Letter {
        thread = Map.copyOf(thread);
    }
}
