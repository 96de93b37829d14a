package io.slipway.kit.streams;

import java.util.List;

import org.apache.kafka.common.TopicPartition;

/** A consumer group that has worked before has lost its place. Nobody but a person can tell where to go on. */
public final class LostOffsetsException extends RuntimeException {
    LostOffsetsException(String group, List<TopicPartition> missing) {
        super("the group " + group + " has state but no offsets for " + missing
                + "; set them with kafka-consumer-groups.sh --reset-offsets: --to-earliest decides again on every"
                + " command that is still there (those of the last day are recognised), --to-latest skips them");
    }
}
