package io.slipway.backup.kafka;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** What a cluster answers. */
final class Cluster implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;

    private final Admin admin;

    Cluster(Map<String, Object> client) {
        this.admin = Admin.create(client);
    }

    String id() throws IOException {
        return await(admin.describeCluster().clusterId(), "tell its id");
    }

    /** How many partitions each topic has, of those that there are. */
    Map<String, Integer> partitions(Collection<String> topics) throws IOException {
        var present = await(admin.listTopics().names(), "list its topics");
        List<String> wanted = topics.stream().filter(present::contains).toList();
        Map<String, TopicDescription> found =
                await(admin.describeTopics(wanted).allTopicNames(), "describe its topics");
        Map<String, Integer> counts = new TreeMap<>();
        found.forEach((name, topic) -> counts.put(name, topic.partitions().size()));
        return counts;
    }

    /** What was set for each topic itself. */
    Map<String, Map<String, String>> settings(Collection<String> topics) throws IOException {
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<String, Map<String, String>> settings = new HashMap<>();
        await(admin.describeConfigs(resources).all(), "tell its topics' settings")
                .forEach((resource, config) -> settings.put(
                        resource.name(),
                        config.entries().stream()
                                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                                .filter(entry -> entry.value() != null)
                                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value))));
        return settings;
    }

    /** Sets what topics have of their own: these values, and nothing else that they had. */
    void configure(Map<String, Map<String, String>> settings) throws IOException {
        Map<String, Map<String, String>> before = settings(settings.keySet());
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        settings.forEach((topic, wanted) -> {
            List<AlterConfigOp> operations = new ArrayList<>();
            before.getOrDefault(topic, Map.of()).keySet().stream()
                    .filter(name -> !wanted.containsKey(name))
                    .forEach(name ->
                            operations.add(new AlterConfigOp(new ConfigEntry(name, ""), AlterConfigOp.OpType.DELETE)));
            wanted.forEach((name, value) ->
                    operations.add(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET)));
            changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), operations);
        });
        await(admin.incrementalAlterConfigs(changes).all(), "configure its topics");
    }

    void delete(Collection<String> topics) throws IOException {
        await(admin.deleteTopics(topics).all(), "delete topics");
    }

    void create(Collection<NewTopic> topics) throws IOException {
        await(admin.createTopics(topics).all(), "create topics");
    }

    /** @param isolation whether the ends are those of what is committed, or of all that was written */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, IsolationLevel isolation) throws IOException {
        return offsets(partitions, OffsetSpec.latest(), isolation);
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation) throws IOException {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec));
        Map<TopicPartition, Long> found = new HashMap<>();
        await(admin.listOffsets(asked, new ListOffsetsOptions(isolation)).all(), "find the ends of its partitions")
                .forEach((partition, answer) -> found.put(partition, answer.offset()));
        return found;
    }

    /** Where groups are, on these partitions, without what is in a transaction that is still open. */
    Map<String, Map<TopicPartition, Long>> places(Collection<TopicPartition> partitions) throws IOException {
        Map<String, ListConsumerGroupOffsetsSpec> groups = await(
                        admin.listGroups().all(), "list its groups")
                .stream()
                .map(GroupListing::groupId)
                .collect(Collectors.toMap(
                        name -> name, name -> new ListConsumerGroupOffsetsSpec().topicPartitions(partitions)));
        if (groups.isEmpty()) {
            return Map.of();
        }
        Map<String, Map<TopicPartition, Long>> places = new TreeMap<>();
        await(
                        admin.listConsumerGroupOffsets(
                                        groups, new ListConsumerGroupOffsetsOptions().requireStable(true))
                                .all(),
                        "tell how far its groups are")
                .forEach((name, offsets) -> {
                    Map<TopicPartition, Long> known = new HashMap<>();
                    offsets.forEach((partition, place) -> {
                        if (place != null) {
                            known.put(partition, place.offset());
                        }
                    });
                    if (!known.isEmpty()) {
                        places.put(name, known);
                    }
                });
        return places;
    }

    void place(String group, Map<TopicPartition, Long> places) throws IOException {
        Map<TopicPartition, OffsetAndMetadata> offsets = places.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, place -> new OffsetAndMetadata(place.getValue())));
        await(admin.alterConsumerGroupOffsets(group, offsets).all(), "place the group " + group);
    }

    private static <T> T await(KafkaFuture<T> answer, String what) throws IOException {
        try {
            return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("cancelled while Kafka was asked to " + what);
        } catch (TimeoutException e) {
            throw new IOException("Kafka did not answer within " + LIMIT_SECONDS + " s when asked to " + what, e);
        } catch (ExecutionException e) {
            throw new IOException(
                    "Kafka could not " + what + ": " + e.getCause().getMessage(), e.getCause());
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
