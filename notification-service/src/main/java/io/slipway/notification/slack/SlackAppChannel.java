package io.slipway.notification.slack;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.events.notification.Notification;
import io.slipway.notification.channel.Channel;
import io.slipway.notification.channel.ChannelException;
import io.slipway.notification.channel.ChannelException.Kind;
import io.slipway.notification.channel.HttpPost;
import io.slipway.notification.channel.Letter;
import io.slipway.notification.channel.Secret;

import tools.jackson.databind.JsonNode;

/**
 * A room of Slack, by an app's token. A deployment is one message, which is kept up to date, and a thread below it with
 * one reply for each transition that followed the first. Each message carries the notification's id as metadata; where an
 * earlier attempt may have told it, the room is searched for that id before anything is sent.
 */
public final class SlackAppChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(SlackAppChannel.class);
    /** How far Slack's clock may be behind. */
    private static final Duration SKEW = Duration.ofMinutes(10);
    /** Somebody deleted the first message of the deployment. */
    private static final Set<String> THREAD_IS_GONE =
            Set.of("thread_not_found", "message_not_found", "cannot_reply_to_message");
    /** The first message stays as it is; the reply has told what is new. */
    private static final Set<String> NOT_TO_BE_UPDATED =
            Set.of("message_not_found", "cant_update_message", "edit_window_closed", "update_failed");

    private final SlackApi api;
    private final String room;

    /**
     * @param base address of the Web API, ending with a slash
     * @param room id of the conversation
     */
    public SlackAppChannel(HttpPost.Line line, URI base, Secret token, String room) {
        this.api = new SlackApi(line, base, token, room);
        this.room = room;
    }

    @Override
    public Map<String, String> send(Letter letter) throws ChannelException, InterruptedException {
        Notification notification = letter.notification();
        @Nullable
        String known =
                room.equals(letter.thread().get("room")) ? letter.thread().get("ts") : null;
        if (known == null && letter.mayHaveArrived()) {
            Optional<JsonNode> first = firstMessage(notification);
            if (first.isPresent() && carries("notification", notification.id(), first.get())) {
                return receipt(first.get().path("ts").asString());
            }
            known = first.map(message -> message.path("ts").asString()).orElse(null);
        }
        return receipt(known == null ? begin(notification) : goOn(letter, known));
    }

    private String begin(Notification notification) throws ChannelException, InterruptedException {
        SlackAnswer posted =
                api.post(message(SlackMessage.of(notification), notification)).orThrow();
        return posted.body().path("ts").asString();
    }

    private String goOn(Letter letter, String thread) throws ChannelException, InterruptedException {
        Notification notification = letter.notification();
        if (!letter.mayHaveArrived() || !replied(notification, thread)) {
            Map<String, Object> reply = message(SlackMessage.reply(notification), notification);
            reply.put("thread_ts", thread);
            SlackAnswer posted = api.post(reply);
            if (THREAD_IS_GONE.contains(posted.error())) {
                return begin(notification);
            }
            posted.orThrow();
        }
        bringUpToDate(notification, thread);
        return thread;
    }

    private void bringUpToDate(Notification notification, String thread) throws ChannelException, InterruptedException {
        SlackAnswer updated;
        try {
            updated = api.update(thread, message(SlackMessage.of(notification), notification));
        } catch (ChannelException e) {
            // The reply is there: the next attempt has to look before it sends.
            throw e.kind() == Kind.DOWN ? ChannelException.unknown(String.valueOf(e.getMessage()), e) : e;
        }
        if (NOT_TO_BE_UPDATED.contains(updated.error())) {
            LOG.info("the message of {} in Slack cannot be updated: {}", notification.deploymentId(), updated.error());
            return;
        }
        updated.orThrow();
    }

    private boolean replied(Notification notification, String thread) throws ChannelException, InterruptedException {
        return api.findInThread(
                        thread, since(notification), message -> carries("notification", notification.id(), message))
                .isPresent();
    }

    private Optional<JsonNode> firstMessage(Notification notification) throws ChannelException, InterruptedException {
        return api.findInRoom(
                since(notification), message -> carries("deployment", notification.deploymentId(), message));
    }

    private static long since(Notification notification) {
        return notification.at().minus(SKEW).getEpochSecond();
    }

    private static boolean carries(String key, String value, JsonNode message) {
        return message.path("metadata")
                .path("event_payload")
                .path(key)
                .asString("")
                .equals(value);
    }

    private static Map<String, Object> message(SlackMessage message, Notification notification) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("text", message.text());
        all.put("blocks", message.blocks());
        all.put(
                "metadata",
                Map.of(
                        "event_type",
                        "slipway_notification",
                        "event_payload",
                        Map.of("notification", notification.id(), "deployment", notification.deploymentId())));
        return all;
    }

    private Map<String, String> receipt(String ts) {
        return Map.of("room", room, "ts", ts);
    }
}
