package io.slipway.kit.kafka;

import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.events.json.UndecodableException;

/**
 * Records that a reader of a whole topic cannot read. Such a reader has no place of its own in the topic that could be
 * handed on to a dead-letter topic, and there are many of them: each passes over the record, counts it as
 * {@code slipway.records.skipped} and says why in the log.
 */
public final class SkippedRecords {
    private static final Logger LOG = LoggerFactory.getLogger(SkippedRecords.class);

    private final MeterRegistry meters;

    public SkippedRecords(MeterRegistry meters) {
        this.meters = meters;
    }

    public void skip(ConsumerRecord<?, ?> record, String reason) {
        LOG.warn("skipped {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), reason);
        Counter.builder("slipway.records.skipped")
                .description("Records passed over because they cannot be read")
                .tag("topic", record.topic())
                .register(meters)
                .increment();
    }

    /** A handler that skips what it finds to be undecodable. */
    public <K, V> Consumer<ConsumerRecord<K, V>> skipping(Consumer<ConsumerRecord<K, V>> handler) {
        return record -> {
            try {
                handler.accept(record);
            } catch (UndecodableException e) {
                skip(record, String.valueOf(e.getMessage()));
            }
        };
    }
}
