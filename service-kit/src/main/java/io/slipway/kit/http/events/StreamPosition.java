package io.slipway.kit.http.events;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.apache.kafka.common.TopicPartition;

import io.slipway.events.Topic;
import io.slipway.kit.http.ProblemException;

/**
 * How far a client has read: for each partition the offset of the next record. As text, for {@code Last-Event-ID}:
 * {@code deploy.events=4.0.17.0.0.2;notifications=…}, the numbers in the order of the partitions.
 */
final class StreamPosition {
    private static final String FIELD = "Last-Event-ID";
    private static final int LONGEST_OFFSET = 18;

    private final Map<TopicPartition, Long> next;

    private StreamPosition(Map<TopicPartition, Long> next) {
        this.next = new HashMap<>(next);
    }

    static StreamPosition of(Map<TopicPartition, Long> next) {
        return new StreamPosition(next);
    }

    /**
     * Reads what {@link #toString()} has written.
     *
     * @param topics those the client reads now
     * @throws ProblemException when it is nothing of the kind, or of other topics
     */
    static StreamPosition parse(String text, Set<String> topics) {
        Map<TopicPartition, Long> next = new HashMap<>();
        for (String part : text.split(";")) {
            String[] sides = part.split("=", 2);
            Topic topic = PublicTopics.find(sides[0]);
            if (topic == null || sides.length < 2) {
                throw ProblemException.malformed(FIELD, "is none that this service has given out");
            }
            String[] offsets = sides[1].split("\\.");
            for (int partition = 0; partition < offsets.length; partition++) {
                next.put(new TopicPartition(topic.name(), partition), offset(offsets[partition]));
            }
        }
        if (next.isEmpty()) {
            throw ProblemException.malformed(FIELD, "is none that this service has given out");
        }
        next.keySet().removeIf(partition -> !topics.contains(partition.topic()));
        return new StreamPosition(next);
    }

    private static long offset(String text) {
        if (text.length() > LONGEST_OFFSET || text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw ProblemException.malformed(FIELD, "is none that this service has given out");
        }
        return Long.parseLong(text);
    }

    /** Whether the client has not had the record yet; then it counts as had. */
    boolean advance(TopicPartition partition, long offset) {
        if (offset < next.getOrDefault(partition, 0L)) {
            return false;
        }
        next.put(partition, offset + 1);
        return true;
    }

    /** Takes over what the other knows of partitions this one knows nothing of. */
    void fill(Map<TopicPartition, Long> other) {
        other.forEach(next::putIfAbsent);
    }

    void raise(TopicPartition partition, long offset) {
        next.merge(partition, offset, Math::max);
    }

    /** The partitions in which the other is further, with this one's offsets. */
    Map<TopicPartition, Long> behind(Map<TopicPartition, Long> other) {
        Map<TopicPartition, Long> behind = new HashMap<>(next);
        behind.entrySet().removeIf(mine -> mine.getValue() >= other.getOrDefault(mine.getKey(), 0L));
        return behind;
    }

    Map<TopicPartition, Long> offsets() {
        return Collections.unmodifiableMap(next);
    }

    @Override
    public String toString() {
        Map<String, List<Long>> topics = new TreeMap<>();
        next.keySet().stream()
                .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
                .forEach(partition -> topics.computeIfAbsent(
                                PublicTopics.name(partition.topic()), topic -> new ArrayList<>())
                        .add(next.get(partition)));
        List<String> parts = new ArrayList<>();
        topics.forEach((topic, offsets) -> parts.add(topic + "="
                + String.join(".", offsets.stream().map(String::valueOf).toList())));
        return String.join(";", parts);
    }
}
