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
 * @param url where; of Slack the address of the incoming webhook, which is a secret itself; of an app of Slack the
 *     address of the Web API, where it is not Slack's own
 * @param secret what the messages of a webhook are signed with, at least 16 characters
 * @param token of an app of Slack
 * @param room of an app of Slack: id of the conversation, for example {@code C0123456789}
 * @param mail of an e-mail channel
 * @param timeout how long one call may take
 */
public record ChannelSettings(
        Type type,
        @Nullable Secret url,
        @Nullable Secret secret,
        @Nullable Secret token,
        @Nullable String room,
        @Nullable MailSettings mail,
        @DefaultValue("5s") Duration timeout) {
    private static final int SHORTEST_SECRET = 16;
    private static final URI SLACK_API = URI.create("https://slack.com/api/");

    /** How a channel is told. */
    public enum Type {
        /** A Slack incoming webhook. */
        SLACK,
        /** A room of Slack, by an app's token. */
        SLACK_APP,
        /** A signed POST to any address. */
        WEBHOOK,
        /** E-mail. */
        EMAIL,
        /** A line in this service's log. */
        LOG
    }

    /** The settings of the channel that is always there. */
    public static ChannelSettings log() {
        return new ChannelSettings(Type.LOG, null, null, null, null, null, Duration.ofSeconds(5));
    }

    /**
     * The address of Slack's Web API, with the slash that methods follow.
     *
     * @throws IllegalArgumentException when it is one that cannot be called
     */
    public URI slackApi(String channel) {
        URI uri = url == null ? SLACK_API : address(channel);
        return uri.getPath().endsWith("/") ? uri : URI.create(uri + "/");
    }

    /** @throws IllegalArgumentException when it is missing */
    public Secret slackToken(String channel) {
        if (token == null || token.reveal().isBlank()) {
            throw new IllegalArgumentException("slipway.notification.channels." + channel + ".token is missing");
        }
        return token;
    }

    /** @throws IllegalArgumentException when it is missing or a name: searching and updating take ids alone */
    public String slackRoom(String channel) {
        if (room == null || !room.matches("[CDG][A-Z0-9]{8,}")) {
            throw new IllegalArgumentException("slipway.notification.channels." + channel
                    + ".room is missing or not the id of a conversation, for example C0123456789");
        }
        return room;
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

    /** @throws IllegalArgumentException when anything that it takes to hand in e-mail is missing */
    public MailSettings mail(String channel) {
        if (mail == null
                || mail.host().isBlank()
                || mail.from().isBlank()
                || mail.to().isEmpty()) {
            throw new IllegalArgumentException(
                    "slipway.notification.channels." + channel + ".mail needs at least host, from and to");
        }
        return mail;
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
