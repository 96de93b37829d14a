package io.slipway.notification.channel;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** A channel did not take a notification. The message is for a person and holds neither address nor secret. */
public final class ChannelException extends Exception {
    /** What may help. */
    public enum Kind {
        /** Time: the target is down. It has not taken the message. */
        DOWN,
        /** Time: no answer came, and nobody knows whether the target has taken the message. */
        UNKNOWN,
        /** Time, and as much as the target asks for. */
        BUSY,
        /** A person, who puts the channel's settings or the target right. */
        MISCONFIGURED,
        /** Nothing we know of: the target does not take this message. */
        REJECTED
    }

    private final Kind kind;
    private final @Nullable Duration retryAfter;

    private ChannelException(Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public static ChannelException of(Kind kind, String message) {
        return new ChannelException(kind, message, null, null);
    }

    /** The target was not reached. */
    public static ChannelException down(String message, Throwable cause) {
        return new ChannelException(Kind.DOWN, message, null, cause);
    }

    /** The target was reached and gave no answer. */
    public static ChannelException unknown(String message, Throwable cause) {
        return new ChannelException(Kind.UNKNOWN, message, null, cause);
    }

    /** @param retryAfter for how long the target wants to be left alone */
    public static ChannelException busy(String message, Duration retryAfter) {
        return new ChannelException(Kind.BUSY, message, retryAfter, null);
    }

    public Kind kind() {
        return kind;
    }

    /** For how long the target wants to be left alone; zero where it did not say. */
    public Duration retryAfter() {
        return retryAfter == null ? Duration.ZERO : retryAfter;
    }

    /** Whether the target has certainly not taken the message. */
    public boolean undone() {
        return kind != Kind.UNKNOWN;
    }
}
