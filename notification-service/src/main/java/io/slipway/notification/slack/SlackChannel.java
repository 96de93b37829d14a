package io.slipway.notification.slack;

import java.util.Map;
import java.util.Set;

import io.slipway.events.json.Json;
import io.slipway.notification.channel.Channel;
import io.slipway.notification.channel.ChannelException;
import io.slipway.notification.channel.ChannelException.Kind;
import io.slipway.notification.channel.HttpPost;
import io.slipway.notification.channel.Letter;
import io.slipway.notification.channel.Verdict;

/**
 * A Slack incoming webhook. It answers 200 and {@code ok}, or an HTTP error with one word that says why
 * (docs.slack.dev, "Sending messages using incoming webhooks"), or 429 and {@code Retry-After} ("Rate limits"). Slack
 * knows no key by which it would recognise a message it has: when no answer comes, it may have been told.
 */
public final class SlackChannel implements Channel {
    /** Errors of a message; all others of 4xx are of the webhook, the channel or the workspace. */
    private static final Set<String> OF_THE_MESSAGE = Set.of(
            "invalid_payload",
            "invalid_blocks",
            "invalid_attachments",
            "no_text",
            "too_many_attachments",
            "user_not_found",
            "msg_too_long");

    private final HttpPost post;

    public SlackChannel(HttpPost post) {
        this.post = post;
    }

    @Override
    public Map<String, String> send(Letter letter) throws ChannelException, InterruptedException {
        HttpPost.Answer answer = post.post(
                Json.write(SlackMessage.of(letter.notification())),
                Map.of("Content-Type", "application/json; charset=utf-8"));
        String word = word(answer.body());
        if (answer.status() == 200 && word.equals("ok")) {
            return Map.of();
        }
        throw failure(answer, word);
    }

    private static ChannelException failure(HttpPost.Answer answer, String word) {
        boolean clientError = answer.status() >= 400 && answer.status() < 500 && answer.status() != 429;
        if (answer.successful()) {
            return ChannelException.of(
                    Kind.MISCONFIGURED,
                    "what answers is not Slack: " + answer.status() + " without \"ok\"; check the channel's url");
        }
        if (clientError && !word.isEmpty()) {
            return ChannelException.of(
                    OF_THE_MESSAGE.contains(word) ? Kind.REJECTED : Kind.MISCONFIGURED,
                    "Slack answered " + answer.status() + " " + word);
        }
        return Verdict.of("Slack", answer, word);
    }

    /** The word Slack says, or nothing when what answered is not Slack. */
    private static String word(String body) {
        String trimmed = body.trim();
        return trimmed.matches("[a-z_]{1,64}") ? trimmed : "";
    }
}
