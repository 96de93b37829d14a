package io.slipway.kit.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Where a {@link TopicReader} begins. */
@FunctionalInterface
public interface StartAt {
    Map<TopicPartition, Long> offsets(Consumer<?, ?> consumer, Collection<TopicPartition> partitions);

    /** With the oldest record there is. */
    static StartAt beginning() {
        return Consumer::beginningOffsets;
    }

    /** With the first record not older than this. */
    static StartAt ago(Duration age) {
        return (consumer, partitions) -> {
            long since = System.currentTimeMillis() - age.toMillis();
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(
                    partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> since)));
            Map<TopicPartition, Long> offsets = new HashMap<>(consumer.endOffsets(partitions));
            found.forEach((partition, at) -> {
                if (at != null) {
                    offsets.put(partition, at.offset());
                }
            });
            return offsets;
        };
    }
}
