package io.slipway.backup.kafka;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Makes the topics of an export that a cluster does not have.
 *
 * @param copies of each, on as many brokers
 */
record TopicCreation(short copies) {
    TopicCreation {
        if (copies < 1) {
            throw new IllegalArgumentException("a topic has at least one copy, not " + copies);
        }
    }

    void create(Cluster cluster, KafkaManifest manifest) throws IOException {
        Map<String, Integer> present = cluster.partitions(
                manifest.topics().stream().map(KafkaManifest.TopicContent::name).toList());
        List<NewTopic> missing = manifest.topics().stream()
                .filter(topic -> !present.containsKey(topic.name()))
                .map(topic -> new NewTopic(topic.name(), topic.partitions().size(), copies).configs(settings(topic)))
                .toList();
        if (!missing.isEmpty()) {
            cluster.create(missing);
        }
    }

    /** How many copies a write needs follows from how many there are, as when Slipway makes its topics. */
    Map<String, String> settings(KafkaManifest.TopicContent topic) {
        Map<String, String> settings = new HashMap<>(topic.settings());
        settings.computeIfPresent(
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, (_, _) -> String.valueOf(Math.max(1, copies - 1)));
        return settings;
    }
}
