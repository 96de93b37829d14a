package io.slipway.kit.host;

import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.slipway.events.Topic;
import io.slipway.kit.kafka.KafkaSettings;

/** Makes the clients of a host. Why each setting differs from its default is in ADR 7. */
record HostClients(String group, KafkaSettings settings) {
    /** What a batch takes at most: bounds how long a command waits for the ones that came with it. */
    static final int BATCH = 250;

    static final int MAX_STATE_BYTES = 4 * 1024 * 1024;

    private static final int SESSION_TIMEOUT_MS = 10_000;
    private static final int HEARTBEAT_MS = 2_000;
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;

    static String group(String definition) {
        return "slipway-" + definition;
    }

    /** The same over restarts: with it the broker knows that what an earlier process left open is over. */
    String transactionalId() {
        return group + "-" + settings.instanceId();
    }

    /** @param leading the commands topic; what else the host reads is assigned along with it */
    KafkaConsumer<byte[], byte[]> commands(Topic leading) {
        Map<String, Object> config = reader(group);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, group + "-" + settings.instanceId());
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CoPartitionedAssignor.class.getName());
        config.put(CoPartitionedAssignor.LEADING_TOPIC, leading.name());
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    KafkaConsumer<byte[], byte[]> state() {
        return new KafkaConsumer<>(reader(group + "-state"), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    KafkaProducer<byte[], byte[]> records() {
        Map<String, Object> config = settings.client(group);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        // Meanwhile the offsets are on their way: the records then are one request, and not one for each that is ready.
        config.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_STATE_BYTES + 64 * 1024);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> reader(String client) {
        Map<String, Object> config = settings.client(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return config;
    }
}
