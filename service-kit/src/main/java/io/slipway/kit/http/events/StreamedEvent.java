package io.slipway.kit.http.events;

import org.apache.kafka.common.TopicPartition;

/**
 * A record of a public topic, ready to be sent.
 *
 * @param key the record's key: the application
 * @param json the CloudEvent in structured form
 */
record StreamedEvent(TopicPartition partition, long offset, String key, String type, String subject, byte[] json) {}
