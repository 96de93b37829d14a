package io.slipway.kit.http.events;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.events.Topic;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;
import io.slipway.kit.kafka.KafkaSettings;
import io.slipway.kit.kafka.SkippedRecords;
import io.slipway.kit.kafka.TopicReader;

/** The end of the public topics, read once and handed to every client that is connected. */
final class EventTail implements SmartLifecycle {
    private static final int MOST_CLIENTS = 500;

    private final KafkaSettings settings;
    private final SkippedRecords skipped;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
    private volatile @Nullable TopicReader reader;
    private volatile boolean ready;

    EventTail(KafkaSettings settings, MeterRegistry meters, SkippedRecords skipped) {
        this.settings = settings;
        this.skipped = skipped;
        meters.gauge("slipway.events.clients", subscribers, Set::size);
    }

    /** How far it has read. */
    Map<TopicPartition, Long> position(Set<String> topics) {
        synchronized (next) {
            Map<TopicPartition, Long> position = new HashMap<>(next);
            position.keySet().removeIf(partition -> !topics.contains(partition.topic()));
            return position;
        }
    }

    /**
     * Lets a client hear of everything from now on.
     *
     * @return the position from which on it hears everything
     */
    Map<TopicPartition, Long> subscribe(Subscriber subscriber) {
        if (!ready) {
            throw new ProblemException(ProblemCode.UNAVAILABLE, "The event stream is starting or stopping; try again.");
        }
        if (subscribers.size() >= MOST_CLIENTS) {
            throw new ProblemException(
                    ProblemCode.UNAVAILABLE, "There are " + MOST_CLIENTS + " clients already; try again later.");
        }
        synchronized (next) {
            subscribers.add(subscriber);
            return Map.copyOf(next);
        }
    }

    void unsubscribe(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    boolean ready() {
        return ready;
    }

    @Override
    public void start() {
        List<String> topics = PublicTopics.all().stream().map(Topic::name).toList();
        TopicReader started = new TopicReader(
                "events",
                settings,
                topics,
                (consumer, partitions) -> {
                    Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
                    synchronized (next) {
                        next.putAll(end);
                    }
                    ready = true;
                    return end;
                },
                this::take);
        reader = started;
        started.start();
    }

    /** Ends all streams before the web server waits for its requests to end. */
    @Override
    public void stop() {
        ready = false;
        subscribers.forEach(Subscriber::end);
        TopicReader current = reader;
        reader = null;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public boolean isRunning() {
        return reader != null;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        synchronized (next) {
            next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            // Nobody is connected most of the time, and then there is nothing to read.
            if (!subscribers.isEmpty()) {
                StructuredMode.of(record)
                        .ifPresentOrElse(
                                event -> subscribers.forEach(subscriber -> subscriber.offer(event)),
                                () -> skipped.skip(
                                        record, "it is no CloudEvent, or its data is not the JSON it says it is"));
            }
        }
    }
}
