package io.slipway.kit.host;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.events.Topic;
import io.slipway.kit.aggregate.AggregateDefinition;

/**
 * Gives a new consumer group the beginning of its topic as first offsets. From then on the group never resets: an
 * offset that is lost or out of range stops the host, where a reset would skip or repeat commands in silence.
 */
final class FirstOffsets {
    private static final Logger LOG = LoggerFactory.getLogger(FirstOffsets.class);
    private static final long LIMIT_SECONDS = 60;

    private FirstOffsets() {}

    /** @throws LostOffsetsException when the group has state but no offsets */
    static void ensure(Admin admin, String group, AggregateDefinition.Channels topics) {
        Topic topic = topics.commands();
        if (!missing(admin, group, topic).isEmpty() && hasState(admin, topics.state())) {
            // Another instance may have set them, and begun to work, in between.
            List<TopicPartition> missing = missing(admin, group, topic);
            if (!missing.isEmpty()) {
                throw new LostOffsetsException(group, missing);
            }
        }
        ensure(admin, group, topic);
    }

    /**
     * The same for a further topic that the group reads.
     *
     * @throws LostOffsetsException when only some of its partitions have an offset
     */
    static void ensure(Admin admin, String group, Topic topic) {
        List<TopicPartition> missing = missing(admin, group, topic);
        if (missing.isEmpty()) {
            return;
        }
        try {
            set(admin, group, topic, missing);
            LOG.info("{} starts at the beginning of {}", group, topic.name());
        } catch (RuntimeException e) {
            if (!missing(admin, group, topic).isEmpty()) {
                throw e;
            }
            LOG.debug("another instance was faster", e);
        }
    }

    private static List<TopicPartition> missing(Admin admin, String group, Topic topic) {
        Map<TopicPartition, OffsetAndMetadata> committed = await(
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), "list the offsets of " + group);
        return IntStream.range(0, topic.partitions())
                .mapToObj(number -> new TopicPartition(topic.name(), number))
                .filter(partition -> committed.get(partition) == null)
                .toList();
    }

    private static void set(Admin admin, String group, Topic topic, List<TopicPartition> missing) {
        if (missing.size() < topic.partitions()) {
            throw new LostOffsetsException(group, missing);
        }
        Map<TopicPartition, OffsetAndMetadata> first = new HashMap<>();
        await(
                        admin.listOffsets(missing.stream()
                                        .collect(Collectors.toMap(
                                                partition -> partition, partition -> OffsetSpec.earliest())))
                                .all(),
                        "find the beginning of " + topic.name())
                .forEach((partition, found) -> first.put(partition, new OffsetAndMetadata(found.offset())));
        await(admin.alterConsumerGroupOffsets(group, first).all(), "set the first offsets of " + group);
    }

    private static boolean hasState(Admin admin, Topic state) {
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, state.partitions())
                .mapToObj(number -> new TopicPartition(state.name(), number))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return await(admin.listOffsets(ends).all(), "find the end of " + state.name()).values().stream()
                .anyMatch(end -> end.offset() > 0);
    }

    private static <T> T await(KafkaFuture<T> answer, String what) {
        try {
            return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kafka was asked to " + what, e);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException("Kafka could not " + what + ": " + e.getMessage(), e);
        }
    }
}
