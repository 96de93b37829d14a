package io.slipway.notification.deliver;

import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.slipway.kit.edge.CallGuards;
import io.slipway.kit.edge.CallSettings;
import io.slipway.notification.channel.Channel;
import io.slipway.notification.channel.ChannelException;
import io.slipway.notification.channel.ChannelSettings;
import io.slipway.notification.channel.HttpPost;
import io.slipway.notification.channel.LogChannel;
import io.slipway.notification.slack.SlackChannel;
import io.slipway.notification.webhook.WebhookChannel;

/** The configured channels, each with its guard; {@code log} is always there. */
public final class Channels {
    private final Map<String, GuardedChannel> channels = new TreeMap<>();

    /**
     * @param calls how calls are guarded, but for the timeout, which is the channel's
     * @throws IllegalArgumentException when a channel's settings are wrong
     */
    public Channels(Map<String, ChannelSettings> settings, CallSettings calls, CallGuards guards, Clock clock) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        Map<String, ChannelSettings> all = new TreeMap<>(settings);
        all.putIfAbsent("log", ChannelSettings.log());
        all.forEach((name, channel) -> channels.put(
                name,
                new GuardedChannel(
                        make(name, channel, client, clock),
                        guards.guard(
                                "notification:" + name, calls.withTimeout(channel.timeout()), Channels::passesByItself),
                        clock)));
    }

    Optional<GuardedChannel> find(String name) {
        return Optional.ofNullable(channels.get(name));
    }

    private static Channel make(String name, ChannelSettings settings, HttpClient client, Clock clock) {
        return switch (settings.type()) {
            case SLACK -> new SlackChannel(new HttpPost(client, settings.address(name)));
            case WEBHOOK ->
                new WebhookChannel(new HttpPost(client, settings.address(name)), settings.signingSecret(name), clock);
            case LOG -> new LogChannel();
        };
    }

    private static boolean passesByItself(Throwable failure) {
        return failure instanceof ChannelException refused && refused.kind() == ChannelException.Kind.DOWN;
    }
}
