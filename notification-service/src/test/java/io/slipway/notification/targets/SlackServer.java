package io.slipway.notification.targets;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import io.slipway.events.json.Json;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Incoming webhooks as Slack documents them: {@code ok}, or a word that says what is wrong.
 */
public final class SlackServer extends HttpTarget {
    private static final Reply OK = Reply.of(200, "ok");

    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();

    /** The messages that were taken, in order. */
    public List<JsonNode> messages() {
        return messages;
    }

    /** The fallback texts of those. */
    public List<String> texts() {
        return messages.stream().map(message -> message.path("text").asString()).toList();
    }

    @Override
    protected Reply judge(Call call) {
        String type =
                Optional.ofNullable(call.headers().getFirst("Content-Type")).orElse("");
        if (!type.startsWith("application/json")) {
            return Reply.of(400, "invalid_payload");
        }
        JsonNode message;
        try {
            message = Json.mapper().readTree(call.body());
        } catch (JacksonException e) {
            return Reply.of(400, "invalid_payload");
        }
        Optional<String> fault = fault(message);
        if (fault.isPresent()) {
            return Reply.of(400, fault.get());
        }
        messages.add(message);
        return OK;
    }

    private static Optional<String> fault(JsonNode message) {
        return message.isObject() ? BlockKit.fault(message, "invalid_payload") : Optional.of("invalid_payload");
    }
}
