package io.slipway.kit.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Assigns the partitions of one topic as the cooperative sticky assignor does, and to each the partitions of the same
 * number of all other topics the group reads: whoever has the aggregates of a partition gets every event about them.
 */
public final class CoPartitionedAssignor extends CooperativeStickyAssignor implements Configurable {
    /** Client setting: the topic that is assigned; the others follow. */
    static final String LEADING_TOPIC = "slipway.assignor.leading.topic";

    private static final String NAME = "co-partitioned";

    private String leading = "";

    @Override
    public void configure(Map<String, ?> configs) {
        leading = String.valueOf(configs.get(LEADING_TOPIC));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Map<String, List<TopicPartition>> assignPartitions(
            Map<String, List<PartitionInfo>> partitionsPerTopic, Map<String, Subscription> subscriptions) {
        Map<String, List<PartitionInfo>> assigned = new HashMap<>(partitionsPerTopic);
        assigned.keySet().retainAll(Set.of(leading));
        Map<String, Subscription> members = new HashMap<>();
        subscriptions.forEach((member, subscription) -> members.put(member, leadingOf(subscription)));
        Map<String, List<TopicPartition>> assignment = super.assignPartitions(assigned, members);
        assignment.replaceAll((member, partitions) -> partitions.stream()
                .flatMap(partition -> followed(partition, partitionsPerTopic.keySet()))
                .toList());
        return assignment;
    }

    private Subscription leadingOf(Subscription subscription) {
        List<TopicPartition> owned = subscription.ownedPartitions().stream()
                .filter(partition -> partition.topic().equals(leading))
                .toList();
        Subscription reduced = new Subscription(
                List.of(leading),
                subscription.userData(),
                new ArrayList<>(owned),
                subscription.generationId().orElse(-1),
                subscription.rackId());
        reduced.setGroupInstanceId(subscription.groupInstanceId());
        return reduced;
    }

    private static Stream<TopicPartition> followed(TopicPartition partition, Set<String> topics) {
        return topics.stream().map(topic -> new TopicPartition(topic, partition.partition()));
    }
}
