package io.slipway.notification.webhook;

import java.time.InstantSource;
import java.util.Map;

import io.slipway.events.json.Json;
import io.slipway.events.notification.Notification;
import io.slipway.notification.channel.Channel;
import io.slipway.notification.channel.ChannelException;
import io.slipway.notification.channel.HttpPost;
import io.slipway.notification.channel.Letter;
import io.slipway.notification.channel.Secret;
import io.slipway.notification.channel.Verdict;

/** Any HTTP endpoint. It takes a notification by answering 2xx; what it sees twice it knows by the delivery header. */
public final class WebhookChannel implements Channel {
    static final String TIMESTAMP = "X-Slipway-Timestamp";
    static final String SIGNATURE = "X-Slipway-Signature";
    static final String DELIVERY = "X-Slipway-Delivery";

    private final HttpPost post;
    private final Secret secret;
    private final InstantSource clock;

    public WebhookChannel(HttpPost post, Secret secret, InstantSource clock) {
        this.post = post;
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    public Map<String, String> send(Letter letter) throws ChannelException, InterruptedException {
        Notification notification = letter.notification();
        byte[] body = Json.write(WebhookEvent.of(notification));
        long timestamp = clock.instant().getEpochSecond();
        HttpPost.Answer answer = post.post(
                body,
                Map.of(
                        "Content-Type",
                        "application/cloudevents+json; charset=utf-8",
                        TIMESTAMP,
                        Long.toString(timestamp),
                        SIGNATURE,
                        WebhookSignature.of(secret, timestamp, body),
                        DELIVERY,
                        notification.id()));
        if (!answer.successful()) {
            throw Verdict.of("the webhook", answer, "");
        }
        return Map.of();
    }
}
