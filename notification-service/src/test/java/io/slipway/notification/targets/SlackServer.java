package io.slipway.notification.targets;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.slipway.events.json.Json;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Incoming webhooks as Slack documents them: {@code ok}, or a word that says what is wrong. It takes {@code text} or
 * {@code blocks}; knows the block types and their limits: 50 blocks, a header of 150 characters in plain text, a section
 * of 3000 characters or 10 fields of 2000, a context of 10 elements.
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
        JsonNode blocks = message.path("blocks");
        if (!message.isObject() || !(blocks.isMissingNode() || blocks.isArray())) {
            return Optional.of("invalid_payload");
        }
        if (message.path("text").asString("").isEmpty() && blocks.isEmpty()) {
            return Optional.of("no_text");
        }
        boolean wellFormed = isEscaped(message.path("text").asString(""))
                && blocks.size() <= 50
                && blocks.valueStream().allMatch(SlackServer::isBlock);
        return wellFormed ? Optional.empty() : Optional.of("invalid_blocks");
    }

    private static boolean isBlock(JsonNode block) {
        return switch (block.path("type").asString("")) {
            case "header" -> isText(block.path("text"), 150, Set.of("plain_text"));
            case "section" -> isSection(block);
            case "context" -> hasTexts(block.path("elements"), 10, 3000);
            case "divider" -> true;
            default -> false;
        };
    }

    private static boolean isSection(JsonNode block) {
        boolean text = block.has("text");
        boolean fields = block.has("fields");
        return (text || fields)
                && (!text || isText(block.path("text"), 3000, Set.of("plain_text", "mrkdwn")))
                && (!fields || hasTexts(block.path("fields"), 10, 2000));
    }

    private static boolean hasTexts(JsonNode texts, int most, int length) {
        Predicate<JsonNode> isText = text -> isText(text, length, Set.of("plain_text", "mrkdwn"));
        return texts.isArray()
                && !texts.isEmpty()
                && texts.size() <= most
                && texts.valueStream().allMatch(isText);
    }

    private static boolean isText(JsonNode text, int length, Set<String> types) {
        String content = text.path("text").asString("");
        String type = text.path("type").asString("");
        boolean plain = type.equals("plain_text");
        return types.contains(type)
                && !content.isEmpty()
                && content.length() <= length
                && (plain ? isEscaped(content) : isEscaped(content.replaceAll("<!date\\^\\d+\\^[^<>]*>", "")))
                && (plain || !text.has("emoji"))
                && (!plain || !text.has("verbatim"));
    }

    /** Whether nothing in it would be taken for a control sequence. */
    private static boolean isEscaped(String text) {
        return Stream.of("<", ">").noneMatch(text::contains)
                && !text.replaceAll("&(amp|lt|gt);", "").contains("&");
    }
}
