package io.slipway.events.kafka;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

import io.slipway.events.Envelope;
import io.slipway.events.json.CloudEventCodec;

/**
 * Writes envelopes, for {@code value.serializer}: the attributes into the record's headers, the data as its value. Other
 * headers stay; those of a record that is sent a second time are replaced. Null stays null.
 */
public final class EnvelopeSerializer implements Serializer<Envelope<?>> {

    /** Refuses: without headers the attributes would be lost. Kafka's producer calls the form with headers. */
    @Override
    public byte[] serialize(String topic, @Nullable Envelope<?> envelope) {
        throw new SerializationException("an envelope can be written only to a record with headers");
    }

    @Override
    public byte @Nullable [] serialize(String topic, Headers headers, @Nullable Envelope<?> envelope) {
        if (envelope == null) {
            return null;
        }
        for (Header header : CloudEventCodec.headers(envelope)) {
            headers.remove(header.key()).add(header);
        }
        return CloudEventCodec.value(envelope);
    }
}
