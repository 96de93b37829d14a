package io.slipway.kit.kafka;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Kafka is and who this instance is.
 *
 * @param bootstrapServers host:port pairs
 * @param replicationFactor of every topic; 3 in a cluster. One less, and at least 1, is the number of copies a write needs
 * @param instanceId stable name of this instance, unique among the instances of a service: consumer groups and
 *     transactions know a restarted instance by it
 * @param properties further settings of every Kafka client, for example {@code security.protocol}
 */
@ConfigurationProperties("slipway.kafka")
public record KafkaSettings(
        @DefaultValue("127.0.0.1:9480") String bootstrapServers,
        @DefaultValue("1") short replicationFactor,
        @DefaultValue("main") String instanceId,
        @DefaultValue Map<String, String> properties) {

    public KafkaSettings {
        if (replicationFactor < 1) {
            throw new IllegalArgumentException("slipway.kafka.replication-factor is " + replicationFactor
                    + ", expected at least 1; 3 keeps everything when a broker is lost");
        }
        properties = Map.copyOf(properties);
    }

    /** The settings of an instance with everything at its default. */
    public static KafkaSettings of(String bootstrapServers, String instanceId) {
        return new KafkaSettings(bootstrapServers, (short) 1, instanceId, Map.of());
    }

    /** Copies a write needs before it counts: it then survives the loss of one broker. */
    public int minInsyncReplicas() {
        return Math.max(1, replicationFactor - 1);
    }

    /** What every Kafka client of this instance is configured with. */
    public Map<String, Object> client(String clientId) {
        Map<String, Object> client = new HashMap<>(properties);
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        client.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId + "-" + instanceId);
        return client;
    }
}
