package io.slipway.notification.channel;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One channel.
 *
 * @param type how it is told
 * @param url where; of Slack the address of the incoming webhook, which is a secret itself
 * @param secret what the messages of a webhook are signed with, at least 16 characters
 * @param timeout how long one call may take
 */
public record ChannelSettings(
        Type type,
        @Nullable Secret url,
        @Nullable Secret secret,
        @DefaultValue("5s") Duration timeout) {
    private static final int SHORTEST_SECRET = 16;

    /** How a channel is told. */
    public enum Type {
        /** A Slack incoming webhook. */
        SLACK,
        /** A signed POST to any address. */
        WEBHOOK,
        /** A line in this service's log. */
        LOG
    }

    /** The settings of the channel that is always there. */
    public static ChannelSettings log() {
        return new ChannelSettings(Type.LOG, null, null, Duration.ofSeconds(5));
    }

    /**
     * The address.
     *
     * @throws IllegalArgumentException when there is none that can be called; the message does not tell it
     */
    public URI address(String channel) {
        URI uri = null;
        try {
            uri = url == null ? null : URI.create(url.reveal());
        } catch (IllegalArgumentException e) {
            // The exception would tell the address.
        }
        if (uri == null || uri.getHost() == null || !Set.of("http", "https").contains(uri.getScheme())) {
            throw new IllegalArgumentException(
                    "slipway.notification.channels." + channel + ".url is missing or not an http(s) address");
        }
        return uri;
    }

    /**
     * What to sign with.
     *
     * @throws IllegalArgumentException when it is missing or too short
     */
    public Secret signingSecret(String channel) {
        if (secret == null || secret.reveal().length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("slipway.notification.channels." + channel
                    + ".secret is missing or shorter than " + SHORTEST_SECRET + " characters");
        }
        return secret;
    }
}
