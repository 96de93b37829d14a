package io.slipway.kit.edge;

import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;

import io.slipway.events.Envelope;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.json.UndecodableException;

/** What a function of an {@link EdgeBinding} gets: the record as Kafka gave it, untouched by any conversion. */
public final class EdgeRecords {
    private EdgeRecords() {}

    /** The record behind a message. */
    @SuppressWarnings("unchecked")
    public static ConsumerRecord<byte[], byte[]> of(Message<?> message) {
        ConsumerRecord<?, ?> record = message.getHeaders().get(KafkaHeaders.RAW_DATA, ConsumerRecord.class);
        if (record == null) {
            throw new IllegalStateException("the message does not come through an EdgeBinding");
        }
        return (ConsumerRecord<byte[], byte[]>) record;
    }

    /**
     * The typed message of a record.
     *
     * @throws UndecodableException when it is none of ours: let it pass on, and the record becomes a dead letter
     */
    public static Envelope<io.slipway.events.Message> decode(Message<?> message) {
        ConsumerRecord<byte[], byte[]> record = of(message);
        return CloudEventCodec.decode(record.headers(), record.value());
    }

    /**
     * The typed message of a record; empty for a type this version does not know. For readers of events, which are to
     * skip what a newer version has added.
     *
     * @throws UndecodableException when it is none of ours for another reason
     */
    public static Optional<Envelope<io.slipway.events.Message>> decodeKnown(Message<?> message) {
        try {
            return Optional.of(decode(message));
        } catch (UndecodableException.UnknownType e) {
            return Optional.empty();
        }
    }

    /**
     * The CloudEvents attributes of a record, of whatever type, the data still as bytes.
     *
     * @throws UndecodableException when it is no CloudEvent
     */
    public static Envelope<byte[]> attributes(Message<?> message) {
        ConsumerRecord<byte[], byte[]> record = of(message);
        return CloudEventCodec.attributes(record.headers(), record.value());
    }
}
