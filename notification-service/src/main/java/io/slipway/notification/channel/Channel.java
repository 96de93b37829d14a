package io.slipway.notification.channel;

import java.util.Map;

/** Somewhere to tell. */
public interface Channel {
    /**
     * Tells it, once: nothing is tried again here.
     *
     * @return where the target keeps what belongs to the same deployment, in the channel's own words: the next letter
     *     about it comes with that; empty where the target does not
     * @throws ChannelException when the target did not take it, or nobody knows whether it did
     * @throws InterruptedException when the time for the call was over
     */
    Map<String, String> send(Letter letter) throws ChannelException, InterruptedException;
}
