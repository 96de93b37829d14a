package io.slipway.notification.domain.state;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import io.slipway.events.deploy.pipeline.NotificationRule;

/**
 * The notifications of one application.
 *
 * @param rulesRevision of the application's specification the rules are from; 0 before the first
 * @param channels by name, every one that was ever told anything
 */
public record NotificationState(
        String application,
        int rulesRevision,
        List<NotificationRule> rules,
        Memory memory,
        Map<String, ChannelQueue> channels) {
    public NotificationState {
        rules = List.copyOf(rules);
        channels = new TreeMap<>(channels);
    }

    public static NotificationState initial(String application) {
        return new NotificationState(application, 0, List.of(), Memory.empty(), Map.of());
    }

    public Optional<Pending> find(String notificationId) {
        return channels.values().stream()
                .flatMap(queue -> queue.find(notificationId).stream())
                .findFirst();
    }

    NotificationState withRules(int revision, List<NotificationRule> newest) {
        return new NotificationState(application, revision, newest, memory, channels);
    }

    NotificationState withMemory(Memory newest) {
        return new NotificationState(application, rulesRevision, rules, newest, channels);
    }

    NotificationState withChannel(String name, UnaryOperator<ChannelQueue> change) {
        SortedMap<String, ChannelQueue> all = new TreeMap<>(channels);
        all.put(name, change.apply(all.getOrDefault(name, ChannelQueue.empty())));
        return new NotificationState(application, rulesRevision, rules, memory, all);
    }
}
