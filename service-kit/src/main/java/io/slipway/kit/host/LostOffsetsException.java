package io.slipway.kit.host;

import java.util.List;

import org.apache.kafka.common.TopicPartition;

/** A consumer group that has worked before has lost its place. Nobody but a person can tell where to go on. */
public final class LostOffsetsException extends RuntimeException {
    LostOffsetsException(String group, List<TopicPartition> missing) {
        super("the group " + group + " has state but no offsets for " + missing
                + "; set them with kafka-consumer-groups.sh --reset-offsets: --to-earliest goes through every command"
                + " that is still there (what was carried out in the last seven days is recognised, what is older becomes"
                + " a dead letter), --to-latest skips them");
    }
}
