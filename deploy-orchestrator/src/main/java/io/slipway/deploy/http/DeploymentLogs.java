package io.slipway.deploy.http;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

import io.slipway.events.Topics;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.json.UndecodableException;
import io.slipway.events.task.TaskLogged;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;
import io.slipway.kit.kafka.KafkaSettings;
import io.slipway.kit.kafka.SkippedRecords;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads a deployment's log lines from their topic, each time anew. */
final class DeploymentLogs {
    private static final Duration POLL = Duration.ofMillis(250);

    /** Clocks of workers and of this service may differ by so much. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private static final int MOST_READERS = 50;

    private final KafkaSettings settings;
    private final SkippedRecords skipped;
    private final Semaphore readers = new Semaphore(MOST_READERS);

    DeploymentLogs(KafkaSettings settings, SkippedRecords skipped) {
        this.settings = settings;
        this.skipped = skipped;
    }

    /** Who takes the lines. */
    interface Reader {
        void lines(TaskLogged batch) throws IOException;

        /** Asked whenever nothing more is there; whether to wait for more. */
        boolean goOn() throws IOException;
    }

    /**
     * Hands over everything a deployment's tasks wrote since a time.
     *
     * @throws ProblemException when too many read already
     */
    void read(String deployment, Instant since, Reader reader) throws IOException {
        if (!readers.tryAcquire()) {
            throw new ProblemException(
                    ProblemCode.UNAVAILABLE, MOST_READERS + " readers read logs already; try again later.");
        }
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            TopicPartition partition = partition(consumer, deployment);
            consumer.assign(List.of(partition));
            consumer.seek(partition, start(consumer, partition, since.minus(SLACK)));
            do {
                long end = consumer.endOffsets(List.of(partition)).get(partition);
                while (consumer.position(partition) < end) {
                    for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                        @Nullable TaskLogged batch = deployment.equals(record.key()) ? decode(record) : null;
                        if (batch != null) {
                            reader.lines(batch);
                        }
                    }
                }
                consumer.poll(Duration.ZERO);
            } while (reader.goOn());
        } finally {
            readers.release();
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> client = settings.client("logs");
        client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** The one every producer with the default partitioner writes this key to. */
    private static TopicPartition partition(KafkaConsumer<?, ?> consumer, String key) {
        String topic = Topics.DEPLOY_LOGS.name();
        int partitions = consumer.partitionsFor(topic).size();
        return new TopicPartition(topic, BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), partitions));
    }

    private static long start(KafkaConsumer<?, ?> consumer, TopicPartition partition, Instant since) {
        @Nullable
        OffsetAndTimestamp found = consumer.offsetsForTimes(Map.of(partition, since.toEpochMilli()))
                .get(partition);
        return found == null ? consumer.endOffsets(List.of(partition)).get(partition) : found.offset();
    }

    private @Nullable TaskLogged decode(ConsumerRecord<String, byte[]> record) {
        try {
            return CloudEventCodec.decode(record.headers(), record.value()).data() instanceof TaskLogged batch
                    ? batch
                    : null;
        } catch (UndecodableException e) {
            skipped.skip(record, String.valueOf(e.getMessage()));
            return null;
        }
    }
}
