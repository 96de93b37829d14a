package io.slipway.kit.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CoPartitionedAssignorTest {
    private static final String COMMANDS = "commands";
    private static final List<String> TOPICS = List.of("alerts", COMMANDS, "events");
    private static final int PARTITIONS = 6;

    private final CoPartitionedAssignor assignor = new CoPartitionedAssignor();

    @Test
    void whoeverHasThePartitionOfTheCommandsHasThoseOfTheSources() {
        Map<String, List<TopicPartition>> assigned = assign(Map.of("a", List.of(), "b", List.of()));
        assertThat(assigned.get("a")).hasSize(9);
        assertThat(assigned.get("b")).hasSize(9);
        assertThat(assigned.values()).allSatisfy(CoPartitionedAssignorTest::belongTogether);
    }

    @Test
    void aNewMemberIsGivenWhatTheOthersHaveLetGoAndNothingBefore() {
        List<TopicPartition> all = assign(Map.of("a", List.of())).get("a");
        assertThat(all).hasSize(18);

        Map<String, List<TopicPartition>> first = assign(Map.of("a", all, "b", List.of()));
        assertThat(first.get("a")).hasSize(9).isSubsetOf(all);
        assertThat(first.get("b")).as("still owned by the other").isEmpty();

        Map<String, List<TopicPartition>> second = assign(Map.of("a", first.get("a"), "b", List.of()));
        assertThat(second.get("a")).containsExactlyInAnyOrderElementsOf(first.get("a"));
        assertThat(second.get("b")).hasSize(9);
        assertThat(second.values()).allSatisfy(CoPartitionedAssignorTest::belongTogether);
    }

    private static void belongTogether(List<TopicPartition> partitions) {
        Map<Integer, List<String>> topics = new HashMap<>();
        partitions.forEach(partition -> topics.computeIfAbsent(partition.partition(), number -> new ArrayList<>())
                .add(partition.topic()));
        assertThat(topics.values()).allSatisfy(found -> assertThat(found).containsExactlyInAnyOrderElementsOf(TOPICS));
    }

    /** @param owned by member */
    private Map<String, List<TopicPartition>> assign(Map<String, List<TopicPartition>> owned) {
        assignor.configure(Map.of(CoPartitionedAssignor.LEADING_TOPIC, COMMANDS));
        Map<String, List<PartitionInfo>> partitions = new HashMap<>();
        TOPICS.forEach(topic -> partitions.put(
                topic,
                IntStream.range(0, PARTITIONS)
                        .mapToObj(number -> new PartitionInfo(topic, number, null, null, null))
                        .toList()));
        Map<String, Subscription> members = new HashMap<>();
        owned.forEach((member, has) ->
                members.put(member, new Subscription(TOPICS, assignor.subscriptionUserData(null), has)));
        return assignor.assignPartitions(partitions, members);
    }
}
