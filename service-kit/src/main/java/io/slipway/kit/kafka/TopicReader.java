package io.slipway.kit.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of some topics, committed records only, on a thread of its own and without a consumer group:
 * every reader sees everything. It keeps its place over errors and goes on until it is closed.
 */
public final class TopicReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    /**
     * The least time between two looks. One transaction becomes visible partition by partition, and each would be a
     * request of its own to the broker.
     */
    private static final Duration PACE = Duration.ofMillis(5);

    private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);

    private final Map<String, Object> client;
    private final List<String> topics;
    private final StartAt start;
    private final Consumer<ConsumerRecord<String, byte[]>> handler;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Map<TopicPartition, Long> endAtStart = new HashMap<>();
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

    /** @param handler called for each record in order, on the reader's thread */
    public TopicReader(
            String name,
            KafkaSettings settings,
            Collection<String> topics,
            StartAt start,
            Consumer<ConsumerRecord<String, byte[]>> handler) {
        this.client = settings.client(name);
        client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.topics = List.copyOf(topics);
        this.start = start;
        this.handler = handler;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Whether everything has been read that was there when the reader started. */
    public boolean caughtUp() {
        return caughtUp.getCount() == 0;
    }

    @Override
    public void close() {
        closed.countDown();
        KafkaConsumer<String, byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isClosed()) {
            try (KafkaConsumer<String, byte[]> current =
                    new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer())) {
                consumer = current;
                seek(current);
                while (!isClosed()) {
                    var records = current.poll(POLL);
                    long seen = System.nanoTime();
                    records.forEach(this::handle);
                    advance(current);
                    pause(PACE.minusNanos(System.nanoTime() - seen));
                }
            } catch (WakeupException e) {
                LOG.debug("reader of {} was woken up to end", topics);
            } catch (KafkaException e) {
                LOG.warn("reading {} failed and goes on in {}", topics, PAUSE_AFTER_ERROR, e);
                pause(PAUSE_AFTER_ERROR);
            }
        }
    }

    private void seek(KafkaConsumer<String, byte[]> current) {
        List<TopicPartition> partitions =
                topics.stream().flatMap(topic -> partitions(current, topic)).toList();
        if (positions.isEmpty()) {
            endAtStart.putAll(current.endOffsets(partitions));
            positions.putAll(start.offsets(current, partitions));
        }
        current.assign(partitions);
        positions.forEach(current::seek);
    }

    private void handle(ConsumerRecord<String, byte[]> record) {
        try {
            handler.accept(record);
        } catch (RuntimeException e) {
            LOG.error("skipped {}-{}@{}", record.topic(), record.partition(), record.offset(), e);
        }
    }

    private void advance(KafkaConsumer<String, byte[]> current) {
        positions.replaceAll((partition, before) -> current.position(partition));
        if (!caughtUp() && endAtStart.entrySet().stream().allMatch(e -> positions.get(e.getKey()) >= e.getValue())) {
            caughtUp.countDown();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void pause(Duration length) {
        try {
            closed.await(length.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            closed.countDown();
        }
    }

    /** @throws KafkaException when the broker does not know the topic, as in the moment after it was created */
    private static Stream<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found == null || found.isEmpty()) {
            throw new KafkaException("the broker does not know of " + topic + " yet");
        }
        return found.stream().map(info -> new TopicPartition(topic, info.partition()));
    }
}
