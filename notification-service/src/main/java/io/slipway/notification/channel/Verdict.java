package io.slipway.notification.channel;

import java.time.Duration;
import java.util.Objects;

/** What an HTTP status that is no success says of a call. */
public final class Verdict {
    private Verdict() {}

    /**
     * @param target for the message, for example {@code Slack}
     * @param detail what the target said, without anything secret; may be empty
     */
    public static ChannelException of(String target, HttpPost.Answer answer, String detail) {
        int status = answer.status();
        String message = target + " answered " + status + (detail.isEmpty() ? "" : " " + detail);
        if (status == 429 || (status == 503 && answer.retryAfter() != null)) {
            Duration wait = Objects.requireNonNullElse(answer.retryAfter(), RetryAfter.DEFAULT);
            return ChannelException.busy(message + " and wants to be left alone for " + wait.toSeconds() + " s", wait);
        }
        return ChannelException.of(kind(status), message);
    }

    private static ChannelException.Kind kind(int status) {
        return switch (status) {
            case 408, 425 -> ChannelException.Kind.DOWN;
            case 400, 413, 415, 422 -> ChannelException.Kind.REJECTED;
            default -> status >= 500 ? ChannelException.Kind.DOWN : ChannelException.Kind.MISCONFIGURED;
        };
    }
}
