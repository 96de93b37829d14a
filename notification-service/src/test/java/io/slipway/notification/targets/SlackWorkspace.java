package io.slipway.notification.targets;

import java.net.URI;
import java.net.URLDecoder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.slipway.events.json.Json;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Slack's Web API as it is documented, with one room and one token: {@code chat.postMessage}, {@code chat.update},
 * {@code conversations.history} and {@code conversations.replies}. Whatever is wrong is a 200 with {@code ok: false} and
 * a word. Messages have a {@code ts}; metadata is shown to who asks for it; lists come in pages of few.
 */
public final class SlackWorkspace extends HttpTarget {
    private static final int MOST_OF_A_PAGE = 3;

    private final String token;
    private final String room;
    private final InstantSource clock;
    private final List<ObjectNode> messages = new ArrayList<>();
    private final List<String> posted = new ArrayList<>();

    public SlackWorkspace(String token, String room, InstantSource clock) {
        this.token = token;
        this.room = room;
        this.clock = clock;
    }

    /** Address of the API. */
    public URI api() {
        return address("/api/");
    }

    /** The texts of the messages that are no replies, oldest first, as they are now. */
    public synchronized List<String> roots() {
        return texts(message -> !message.has("thread_ts"));
    }

    /** The texts of all replies, oldest first. */
    public synchronized List<String> replies() {
        return texts(message -> message.has("thread_ts"));
    }

    /** The texts with which all messages were posted, in order. */
    public synchronized List<String> posted() {
        return List.copyOf(posted);
    }

    /** As if somebody had deleted every message. */
    public synchronized void clear() {
        messages.clear();
    }

    /** How often a method was called. */
    public long calls(String method) {
        return calls().stream()
                .filter(call -> call.path().equals("/api/" + method))
                .count();
    }

    /** What an error looks like. */
    public static Reply error(String word) {
        return Reply.of(200, "{\"ok\":false,\"error\":\"" + word + "\"}");
    }

    @Override
    protected synchronized Reply judge(Call call) {
        String type =
                Optional.ofNullable(call.headers().getFirst("Content-Type")).orElse("");
        boolean json = type.startsWith("application/json");
        if (!json && !type.startsWith("application/x-www-form-urlencoded")) {
            return error("invalid_post_type");
        }
        if (!("Bearer " + token).equals(call.headers().getFirst("Authorization"))) {
            return error("invalid_auth");
        }
        JsonNode arguments;
        try {
            arguments = json ? Json.mapper().readTree(call.body()) : form(call.text());
        } catch (JacksonException e) {
            return error("invalid_json");
        }
        if (!room.equals(arguments.path("channel").asString(""))) {
            return error("channel_not_found");
        }
        return switch (call.path()) {
            case "/api/chat.postMessage" -> post(arguments);
            case "/api/chat.update" -> update(arguments);
            case "/api/conversations.history" -> page(arguments, newestFirst());
            case "/api/conversations.replies" -> replies(arguments);
            default -> error("unknown_method");
        };
    }

    private Reply post(JsonNode message) {
        Optional<String> fault = fault(message);
        if (fault.isPresent()) {
            return error(fault.get());
        }
        if (message.has("thread_ts")
                && find(message.path("thread_ts").asString()).isEmpty()) {
            return error("thread_not_found");
        }
        ObjectNode kept = (ObjectNode) message.deepCopy();
        kept.put("ts", "%d.%06d".formatted(clock.instant().getEpochSecond(), messages.size()));
        messages.add(kept);
        posted.add(kept.path("text").asString());
        return taken(kept);
    }

    private Reply update(JsonNode message) {
        Optional<String> fault = fault(message);
        if (fault.isPresent()) {
            return error(fault.get());
        }
        Optional<ObjectNode> kept = find(message.path("ts").asString());
        if (kept.isEmpty()) {
            return error("message_not_found");
        }
        message.properties().forEach(entry -> kept.get().set(entry.getKey(), entry.getValue()));
        return taken(kept.get());
    }

    private Reply replies(JsonNode arguments) {
        String thread = arguments.path("ts").asString("");
        if (find(thread).isEmpty()) {
            return error("thread_not_found");
        }
        return page(
                arguments,
                messages.stream()
                        .filter(message -> Stream.of("ts", "thread_ts")
                                .anyMatch(key -> thread.equals(message.path(key).asString(""))))
                        .toList());
    }

    private List<ObjectNode> newestFirst() {
        return messages.reversed().stream()
                .filter(message -> !message.has("thread_ts"))
                .toList();
    }

    /** The cursor is the number of messages that have been shown. */
    private static Reply page(JsonNode arguments, List<ObjectNode> all) {
        double oldest = Double.parseDouble(arguments.path("oldest").asString("0"));
        int from = Integer.parseInt(arguments.path("cursor").asString("0"));
        boolean metadata = arguments.path("include_all_metadata").asString("").equals("true");
        List<ObjectNode> shown = all.stream()
                .filter(message -> Double.parseDouble(message.path("ts").asString()) > oldest)
                .toList();
        int to = Math.min(shown.size(), from + MOST_OF_A_PAGE);
        ObjectNode answer = Json.mapper().createObjectNode().put("ok", true).put("has_more", to < shown.size());
        ArrayNode page = answer.putArray("messages");
        shown.subList(from, to).forEach(message -> {
            ObjectNode copy = message.deepCopy();
            if (!metadata) {
                copy.remove("metadata");
            }
            page.add(copy);
        });
        answer.putObject("response_metadata").put("next_cursor", to < shown.size() ? String.valueOf(to) : "");
        return Reply.of(200, answer.toString());
    }

    private Reply taken(ObjectNode message) {
        ObjectNode answer = Json.mapper().createObjectNode().put("ok", true).put("channel", room);
        answer.put("ts", message.path("ts").asString());
        answer.set("message", message);
        return Reply.of(200, answer.toString());
    }

    private static Optional<String> fault(JsonNode message) {
        JsonNode metadata = message.path("metadata");
        boolean wellFormed = metadata.isMissingNode()
                || (metadata.path("event_type").asString("").matches("[a-z_]+")
                        && metadata.path("event_payload").isObject());
        return wellFormed ? BlockKit.fault(message, "invalid_blocks_format") : Optional.of("invalid_metadata_format");
    }

    private Optional<ObjectNode> find(String ts) {
        return messages.stream()
                .filter(message -> message.path("ts").asString().equals(ts))
                .findFirst();
    }

    private List<String> texts(Predicate<ObjectNode> wanted) {
        return messages.stream()
                .filter(wanted)
                .map(message -> message.path("text").asString())
                .toList();
    }

    private static JsonNode form(String body) {
        ObjectNode arguments = Json.mapper().createObjectNode();
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            arguments.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
        }
        return arguments;
    }
}
