package io.slipway.notification.channel;

import java.time.Duration;

/** What an HTTP status that is no success says of a call. */
public final class Verdict {
    /** Where the target wants to be left alone and does not say in seconds for how long. */
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(30);

    private Verdict() {}

    /**
     * @param target for the message, for example {@code Slack}
     * @param detail what the target said, without anything secret; may be empty
     */
    public static ChannelException of(String target, HttpPost.Answer answer, String detail) {
        int status = answer.status();
        String message = target + " answered " + status + (detail.isEmpty() ? "" : " " + detail);
        if (status == 429 || (status == 503 && answer.hasRetryAfter())) {
            Duration wait = answer.retryAfterSeconds().stream()
                    .mapToObj(Duration::ofSeconds)
                    .findFirst()
                    .orElse(DEFAULT_WAIT);
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
