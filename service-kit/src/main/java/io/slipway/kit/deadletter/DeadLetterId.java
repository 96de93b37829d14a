package io.slipway.kit.deadletter;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Where a dead letter lies; as text {@code <dead-letter topic>@<partition>-<offset>}. */
record DeadLetterId(TopicPartition partition, long offset) {
    static final String TOPIC_SUFFIX = ".dlt";

    private static final Pattern TEXT = Pattern.compile("([a-zA-Z0-9._-]{1,249})@(\\d{1,9})-(\\d{1,18})");

    static DeadLetterId of(ConsumerRecord<?, ?> record) {
        return new DeadLetterId(new TopicPartition(record.topic(), record.partition()), record.offset());
    }

    static Optional<DeadLetterId> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches() || !matcher.group(1).endsWith(TOPIC_SUFFIX)) {
            return Optional.empty();
        }
        TopicPartition partition = new TopicPartition(matcher.group(1), Integer.parseInt(matcher.group(2)));
        return Optional.of(new DeadLetterId(partition, Long.parseLong(matcher.group(3))));
    }

    /** The place within its topic, as a marker names it. */
    String place() {
        return partition.partition() + "-" + offset;
    }

    /** The topic its dead letters come from, by the naming rule. */
    String originTopic() {
        String topic = partition.topic();
        return topic.substring(0, topic.length() - TOPIC_SUFFIX.length());
    }

    @Override
    public String toString() {
        return partition.topic() + "@" + place();
    }
}
