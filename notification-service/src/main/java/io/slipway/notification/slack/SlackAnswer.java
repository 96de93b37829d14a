package io.slipway.notification.slack;

import java.util.Set;

import io.slipway.events.json.Json;
import io.slipway.notification.channel.ChannelException;
import io.slipway.notification.channel.ChannelException.Kind;
import io.slipway.notification.channel.HttpPost;
import io.slipway.notification.channel.Verdict;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a method of Slack's Web API answers: 200 and an object with {@code ok}; where that is false, {@code error} is one
 * word that says why (docs.slack.dev, "Web API", and "Errors" of each method).
 *
 * @param error empty when the method did what it was asked
 */
record SlackAnswer(JsonNode body, String error) {
    /** Errors of a message; most others are of the token, the room or the workspace. */
    private static final Set<String> OF_THE_MESSAGE = Set.of(
            "msg_too_long",
            "msg_blocks_too_long",
            "no_text",
            "invalid_blocks",
            "invalid_blocks_format",
            "invalid_attachments",
            "too_many_attachments",
            "invalid_metadata_format",
            "invalid_metadata_schema",
            "metadata_too_large",
            "metadata_must_be_sent_from_app",
            "invalid_arguments",
            "invalid_json",
            "json_not_object");
    /** Slack says of these that some of what was asked may have been done before it went wrong. */
    private static final Set<String> OF_SLACK =
            Set.of("fatal_error", "internal_error", "service_unavailable", "request_timeout", "team_added_to_org");

    /** @throws ChannelException when what answered did not answer as Slack does, or wants to be left alone */
    static SlackAnswer of(HttpPost.Answer answer) throws ChannelException {
        if (answer.status() >= 500 && answer.retryAfter() == null) {
            throw ChannelException.of(Kind.UNKNOWN, "Slack answered " + answer.status());
        }
        if (!answer.successful()) {
            throw Verdict.of("Slack", answer, "");
        }
        JsonNode body = parse(answer.body());
        JsonNode ok = body.path("ok");
        if (!ok.isBoolean()) {
            throw ChannelException.of(
                    Kind.MISCONFIGURED,
                    "what answers is not Slack: " + answer.status() + " without \"ok\"; check the channel's url");
        }
        return new SlackAnswer(body, ok.asBoolean() ? "" : word(body.path("error")));
    }

    boolean ok() {
        return error.isEmpty();
    }

    /** @throws ChannelException where the method did not do what it was asked */
    SlackAnswer orThrow() throws ChannelException {
        if (!ok()) {
            throw failure();
        }
        return this;
    }

    private ChannelException failure() {
        String needed = word(body.path("needed"));
        String message = "Slack answered " + error + (needed.equals("error") ? "" : "; the app needs " + needed);
        if (OF_SLACK.contains(error)) {
            return ChannelException.of(Kind.UNKNOWN, message);
        }
        return ChannelException.of(OF_THE_MESSAGE.contains(error) ? Kind.REJECTED : Kind.MISCONFIGURED, message);
    }

    private static JsonNode parse(String body) {
        try {
            return Json.mapper().readTree(body);
        } catch (JacksonException e) {
            return Json.mapper().missingNode();
        }
    }

    /** The word, or {@code error} when it is none: what else an answer holds goes into no message. */
    private static String word(JsonNode node) {
        String text = node.asString("");
        return text.matches("[a-z_:,.]{1,100}") ? text : "error";
    }
}
