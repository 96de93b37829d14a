package io.slipway.events.kafka;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

import io.slipway.events.Envelope;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.events.json.UndecodableException;

/**
 * Reads records as {@link Decoded}, for {@code value.deserializer}. It throws for no record whatever: a poison record
 * comes as {@link Decoded.Unreadable}, and the consumer goes on to the next. A record without value, which deletes its
 * key on a compacted topic, stays null.
 */
public final class EnvelopeDeserializer implements Deserializer<Decoded> {

    /** A record without headers is no CloudEvent; Kafka's consumer calls the form with headers. */
    @Override
    public @Nullable Decoded deserialize(String topic, byte @Nullable [] value) {
        return deserialize(topic, new RecordHeaders(), value);
    }

    @Override
    public @Nullable Decoded deserialize(String topic, Headers headers, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        try {
            Envelope<byte[]> envelope = CloudEventCodec.attributes(headers, value);
            return MessageCatalogue.find(envelope.type()).isPresent()
                    ? new Decoded.Readable(CloudEventCodec.decode(envelope))
                    : new Decoded.UnknownType(envelope);
        } catch (UndecodableException e) {
            return new Decoded.Unreadable(String.valueOf(e.getMessage()), value);
        }
    }
}
