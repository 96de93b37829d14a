package io.slipway.kit.streams;

import java.util.Properties;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

import io.slipway.kit.kafka.KafkaSettings;

import static org.apache.kafka.streams.StreamsConfig.consumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.mainConsumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;
import static org.apache.kafka.streams.StreamsConfig.topicPrefix;

/** The settings of Kafka Streams. Why each differs from its default is in ADR 3. */
final class StreamsSettings {
    private static final int COMMIT_MS = 15;
    private static final int POLL_MS = 10;
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;
    private static final int SESSION_TIMEOUT_MS = 10_000;
    private static final int HEARTBEAT_MS = 2_000;

    private StreamsSettings() {}

    static String applicationId(String definition) {
        return "slipway-" + definition;
    }

    static Properties of(String definition, KafkaSettings settings) {
        String application = applicationId(definition);
        Properties p = new Properties();
        p.putAll(settings.client(application));
        p.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MS);
        p.put(StreamsConfig.POLL_MS_CONFIG, POLL_MS);
        p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        p.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbys());
        p.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) settings.replicationFactor());
        p.put(topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG), String.valueOf(settings.minInsyncReplicas()));
        p.put(topicPrefix(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG), "false");
        p.put(
                StreamsConfig.STATE_DIR_CONFIG,
                settings.dataFolder()
                        .resolve("streams")
                        .resolve(settings.instanceId())
                        .toString());
        p.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        p.put(mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), application + "-" + settings.instanceId());
        p.put(consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MS);
        p.put(consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), HEARTBEAT_MS);
        p.put(producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MS);
        p.put(producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        p.put(producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), AggregateTopology.MAX_STATE_BYTES + 64 * 1024);
        return p;
    }
}
