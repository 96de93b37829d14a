package io.slipway.notification.slack;

import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.slipway.events.json.Json;
import io.slipway.notification.channel.ChannelException;
import io.slipway.notification.channel.HttpPost;
import io.slipway.notification.channel.Secret;

import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The four methods of Slack's Web API that a channel needs, for one room. Each call is made once. */
final class SlackApi {
    /** Of an answer: a page of messages with their blocks. */
    private static final int MOST_OF_ANSWER = 8 * 1024 * 1024;

    private static final int PAGE = 200;
    /** Whoever writes more into a room in the time in question is told twice rather than searched for ever. */
    private static final int MOST_PAGES = 25;

    private final Map<String, HttpPost> methods;
    private final Secret token;
    private final String room;

    /**
     * @param base address of the Web API, ending with a slash
     * @param room id of the conversation
     */
    SlackApi(HttpPost.Line line, URI base, Secret token, String room) {
        this.methods = Map.of(
                "chat.postMessage", method(line, base, "chat.postMessage"),
                "chat.update", method(line, base, "chat.update"),
                "conversations.history", method(line, base, "conversations.history"),
                "conversations.replies", method(line, base, "conversations.replies"));
        this.token = token;
        this.room = room;
    }

    /** Posts into the room, or into a thread of it where the message names one. */
    SlackAnswer post(Map<String, Object> message) throws ChannelException, InterruptedException {
        return write("chat.postMessage", message);
    }

    /** Replaces the message of this {@code ts}. */
    SlackAnswer update(String ts, Map<String, Object> message) throws ChannelException, InterruptedException {
        Map<String, Object> all = new LinkedHashMap<>(message);
        all.put("ts", ts);
        return write("chat.update", all);
    }

    /** The first match among the messages of the room that are no replies, newest first. */
    Optional<JsonNode> findInRoom(long sinceSecond, Predicate<JsonNode> wanted)
            throws ChannelException, InterruptedException {
        return find("conversations.history", Map.of("oldest", sinceSecond + ".000000"), wanted);
    }

    /** The first match among the replies of a thread. */
    Optional<JsonNode> findInThread(String ts, long sinceSecond, Predicate<JsonNode> wanted)
            throws ChannelException, InterruptedException {
        return find("conversations.replies", Map.of("ts", ts, "oldest", sinceSecond + ".000000"), wanted);
    }

    private Optional<JsonNode> find(String method, Map<String, String> arguments, Predicate<JsonNode> wanted)
            throws ChannelException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(arguments);
        all.put("channel", room);
        all.put("include_all_metadata", "true");
        all.put("limit", String.valueOf(PAGE));
        for (int page = 0; page < MOST_PAGES; page++) {
            SlackAnswer answer = read(method, all).orThrow();
            Optional<JsonNode> found =
                    answer.body().path("messages").valueStream().filter(wanted).findFirst();
            String cursor =
                    answer.body().path("response_metadata").path("next_cursor").asString("");
            if (found.isPresent() || cursor.isEmpty()) {
                return found;
            }
            all.put("cursor", cursor);
        }
        return Optional.empty();
    }

    private SlackAnswer write(String method, Map<String, Object> message)
            throws ChannelException, InterruptedException {
        Map<String, Object> all = new LinkedHashMap<>(message);
        all.put("channel", room);
        return call(method, Json.write(all), "application/json; charset=utf-8");
    }

    private SlackAnswer read(String method, Map<String, String> arguments)
            throws ChannelException, InterruptedException {
        String form = arguments.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return call(method, form.getBytes(UTF_8), "application/x-www-form-urlencoded; charset=utf-8");
    }

    private SlackAnswer call(String method, byte[] body, String type) throws ChannelException, InterruptedException {
        return SlackAnswer.of(methods.get(method)
                .post(body, Map.of("Content-Type", type, "Authorization", "Bearer " + token.reveal())));
    }

    private static HttpPost method(HttpPost.Line line, URI base, String name) {
        return new HttpPost(line, base.resolve(name), MOST_OF_ANSWER);
    }
}
