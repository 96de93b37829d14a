package io.slipway.backup.kafka;

import java.util.Map;

import org.apache.kafka.common.TopicPartition;

/**
 * Up to where partitions are exported, and where groups are.
 *
 * @param atOneMoment whether there was a moment at which all of it was so
 */
record Cut(Map<TopicPartition, Long> ends, Map<String, Map<TopicPartition, Long>> places, boolean atOneMoment) {}
