package io.slipway.notification.deliver;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.slipway.kit.edge.CallGuard;
import io.slipway.kit.edge.CallGuards;
import io.slipway.kit.edge.CallSettings;
import io.slipway.notification.channel.ChannelException;
import io.slipway.notification.channel.ChannelException.Kind;
import io.slipway.notification.channel.ChannelSettings;

/** The configured channels, each with its guard; {@code log} is always there. */
public final class Channels {
    private final Map<String, GuardedChannel> channels = new TreeMap<>();

    /**
     * @param calls how calls are guarded, but for the timeout, which is the channel's
     * @param slackInterval least time between two calls to the same room or webhook of Slack
     * @throws IllegalArgumentException when a channel's settings are wrong
     */
    public Channels(
            Map<String, ChannelSettings> settings,
            CallSettings calls,
            Duration slackInterval,
            CallGuards guards,
            Clock clock) {
        Map<String, ChannelSettings> all = new TreeMap<>(settings);
        all.putIfAbsent("log", ChannelSettings.log());
        ChannelMaker maker = new ChannelMaker(slackInterval, clock);
        all.forEach((name, channel) -> {
            CallGuard guard = guards.guard(
                    "notification:" + name,
                    calls.withTimeout(ChannelMaker.longest(channel)),
                    Channels::passesByItself,
                    Channels::undone);
            channels.put(name, new GuardedChannel(maker.make(name, channel), guard, clock));
        });
    }

    Optional<GuardedChannel> find(String name) {
        return Optional.ofNullable(channels.get(name));
    }

    private static boolean passesByItself(Throwable failure) {
        return failure instanceof ChannelException refused
                && (refused.kind() == Kind.DOWN || refused.kind() == Kind.UNKNOWN);
    }

    private static boolean undone(Throwable failure) {
        return failure instanceof ChannelException refused && refused.undone();
    }
}
