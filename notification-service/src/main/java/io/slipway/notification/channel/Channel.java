package io.slipway.notification.channel;

import io.slipway.events.notification.Notification;

/** Somewhere to tell. */
public interface Channel {
    /**
     * Tells it, once: nothing is tried again here.
     *
     * @throws ChannelException when the target did not take it, or nobody knows whether it did
     * @throws InterruptedException when the time for the call was over
     */
    void send(Notification notification) throws ChannelException, InterruptedException;
}
