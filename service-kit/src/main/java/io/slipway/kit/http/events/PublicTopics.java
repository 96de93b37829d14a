package io.slipway.kit.http.events;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Topic;
import io.slipway.events.Topics;
import io.slipway.kit.http.ProblemException;

/** The topics that everybody with a token may read, by the name the API gives them. */
final class PublicTopics {
    private static final String PREFIX = "slipway.";
    private static final Map<String, Topic> BY_NAME = new LinkedHashMap<>();

    static {
        for (Topic topic : List.of(
                Topics.DEPLOY_EVENTS,
                Topics.NOTIFICATIONS,
                Topics.CDEVENTS,
                Topics.INTAKE,
                Topics.ALERTS,
                Topics.CONFIG_EVENTS,
                Topics.BACKUP_EVENTS)) {
            BY_NAME.put(name(topic.name()), topic);
        }
    }

    private PublicTopics() {}

    static List<Topic> all() {
        return List.copyOf(BY_NAME.values());
    }

    /** The topic's name in the API: {@code deploy.events} for {@code slipway.deploy.events}. */
    static String name(String topic) {
        return topic.substring(PREFIX.length());
    }

    static @Nullable Topic find(String name) {
        return BY_NAME.get(name);
    }

    /** The Kafka names of those chosen; of the deploy events when nothing is. */
    static Set<String> chosen(@Nullable List<String> names) {
        if (names == null || names.isEmpty()) {
            return Set.of(Topics.DEPLOY_EVENTS.name());
        }
        Set<String> chosen = new TreeSet<>();
        for (String name : names) {
            Topic topic = find(name);
            if (topic == null) {
                throw ProblemException.malformed(
                        "topics", name + " is not one of " + String.join(", ", BY_NAME.keySet()));
            }
            chosen.add(topic.name());
        }
        return chosen;
    }
}
