package io.slipway.notification.domain.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.pipeline.NotificationRule;

/**
 * The notifications of one application.
 *
 * @param rulesRevision of the application's specification the rules are from; 0 before the first
 * @param channels by name, every one that was ever told anything
 * @param occurrences ids of the newest {@value #KEPT_OCCURRENCES} events that were no transitions; absent means none
 */
public record NotificationState(
        String application,
        int rulesRevision,
        List<NotificationRule> rules,
        Memory memory,
        Map<String, ChannelQueue> channels,
        @Nullable List<String> occurrences) {
    static final int KEPT_OCCURRENCES = 200;

    public NotificationState {
        rules = List.copyOf(rules);
        channels = new TreeMap<>(channels);
    }

    public static NotificationState initial(String application) {
        return new NotificationState(application, 0, List.of(), Memory.empty(), Map.of(), null);
    }

    public Optional<Pending> find(String notificationId) {
        return channels.values().stream()
                .flatMap(queue -> queue.find(notificationId).stream())
                .findFirst();
    }

    /** Whether the event has been dealt with. */
    public boolean hasSeen(String occurrence) {
        return occurrences != null && occurrences.contains(occurrence);
    }

    NotificationState withOccurrence(String newest) {
        List<String> all = new ArrayList<>(occurrences == null ? List.of() : occurrences);
        all.add(newest);
        List<String> kept = List.copyOf(all.subList(Math.max(0, all.size() - KEPT_OCCURRENCES), all.size()));
        return new NotificationState(application, rulesRevision, rules, memory, channels, kept);
    }

    NotificationState withRules(int revision, List<NotificationRule> newest) {
        return new NotificationState(application, revision, newest, memory, channels, occurrences);
    }

    NotificationState withMemory(Memory newest) {
        return new NotificationState(application, rulesRevision, rules, newest, channels, occurrences);
    }

    NotificationState withChannel(String name, UnaryOperator<ChannelQueue> change) {
        SortedMap<String, ChannelQueue> all = new TreeMap<>(channels);
        all.put(name, change.apply(all.getOrDefault(name, ChannelQueue.empty())));
        return new NotificationState(application, rulesRevision, rules, memory, all, occurrences);
    }
}
