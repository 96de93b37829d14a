package io.slipway.notification.targets;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * What Slack checks of a message. It takes {@code text} or {@code blocks}; knows the block types and their limits: 50
 * blocks, a header of 150 characters in plain text, a section of 3000 characters or 10 fields of 2000, a context of 10
 * elements.
 */
final class BlockKit {
    private BlockKit() {}

    /** The word for what is wrong with a message. */
    static Optional<String> fault(JsonNode message, String malformed) {
        JsonNode blocks = message.path("blocks");
        if (!(blocks.isMissingNode() || blocks.isArray())) {
            return Optional.of(malformed);
        }
        if (message.path("text").asString("").isEmpty() && blocks.isEmpty()) {
            return Optional.of("no_text");
        }
        boolean wellFormed = isEscaped(message.path("text").asString(""))
                && blocks.size() <= 50
                && blocks.valueStream().allMatch(BlockKit::isBlock);
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
