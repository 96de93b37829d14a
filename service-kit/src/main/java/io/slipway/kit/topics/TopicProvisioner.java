package io.slipway.kit.topics;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.events.Topic;
import io.slipway.kit.kafka.KafkaSettings;

/** Creates the topics that are missing, and verifies the ones that are there. */
public final class TopicProvisioner {
    private static final Logger LOG = LoggerFactory.getLogger(TopicProvisioner.class);

    private final KafkaSettings settings;

    public TopicProvisioner(KafkaSettings settings) {
        this.settings = settings;
    }

    /**
     * Afterwards all topics are there. Several instances may do this at the same time.
     *
     * @throws TopicMismatchException when a topic has another number of partitions or forgets in another way
     * @throws ClusterUnfitException when the cluster cannot be reached or refuses
     */
    public void provision(Collection<Topic> topics) {
        try (Admin admin = Admin.create(settings.client("provisioner"))) {
            Set<String> present = AdminCalls.require(admin.listTopics().names(), "list its topics");
            List<Topic> missing = topics.stream()
                    .filter(topic -> !present.contains(topic.name()))
                    .toList();
            create(admin, missing);
            verify(
                    admin,
                    topics.stream().filter(topic -> !missing.contains(topic)).toList());
        }
    }

    private void create(Admin admin, List<Topic> missing) {
        var results = admin.createTopics(missing.stream().map(this::newTopic).toList())
                .values();
        for (Topic topic : missing) {
            try {
                AdminCalls.await(results.get(topic.name()), "create " + topic.name());
                LOG.info("created topic {} with {} partitions", topic.name(), topic.partitions());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new ClusterUnfitException(
                            "cannot create topic " + topic.name() + ": "
                                    + e.getCause().getMessage(),
                            e.getCause());
                }
                LOG.debug("topic {} was created by another instance", topic.name());
            }
        }
    }

    private NewTopic newTopic(Topic topic) {
        Map<String, String> config = new HashMap<>();
        config.put(TopicConfig.CLEANUP_POLICY_CONFIG, policy(topic));
        config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(topic.maxMessageBytes()));
        config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(settings.minInsyncReplicas()));
        config.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
        if (topic.cleanup() == Topic.Cleanup.DELETE) {
            config.put(
                    TopicConfig.RETENTION_MS_CONFIG,
                    String.valueOf(topic.retention().toMillis()));
        } else {
            // Compacted topics are read whole at each start: small segments and early compaction keep that short.
            config.put(TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(16 * 1024 * 1024));
            config.put(
                    TopicConfig.SEGMENT_MS_CONFIG,
                    String.valueOf(Duration.ofHours(1).toMillis()));
            config.put(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1");
        }
        return new NewTopic(topic.name(), topic.partitions(), settings.replicationFactor()).configs(config);
    }

    private static void verify(Admin admin, List<Topic> topics) {
        Map<String, TopicDescription> found = AdminCalls.require(
                admin.describeTopics(topics.stream().map(Topic::name).toList()).allTopicNames(),
                "describe the topics of the catalogue");
        Map<ConfigResource, Config> configs = AdminCalls.require(
                admin.describeConfigs(
                                topics.stream().map(TopicProvisioner::resource).toList())
                        .all(),
                "tell the topics' settings");
        for (Topic topic : topics) {
            int partitions = found.get(topic.name()).partitions().size();
            if (partitions != topic.partitions()) {
                throw new TopicMismatchException("topic " + topic.name() + " has " + partitions
                        + " partitions, expected " + topic.partitions()
                        + "; state is kept by partition, so copy the records into a new topic with the right number");
            }
            String policy = configs.get(resource(topic))
                    .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                    .value();
            if (!policy.equals(policy(topic))) {
                throw new TopicMismatchException("topic " + topic.name() + " has cleanup.policy " + policy
                        + ", expected " + policy(topic) + "; set it with kafka-configs.sh, or records are lost");
            }
        }
    }

    private static String policy(Topic topic) {
        return switch (topic.cleanup()) {
            case DELETE -> TopicConfig.CLEANUP_POLICY_DELETE;
            case COMPACT -> TopicConfig.CLEANUP_POLICY_COMPACT;
        };
    }

    private static ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }
}
