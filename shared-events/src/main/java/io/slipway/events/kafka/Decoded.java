package io.slipway.events.kafka;

import io.slipway.events.Envelope;
import io.slipway.events.Message;

/**
 * What a record turned out to be. A deserializer that throws stops a consumer for good: {@code poll} fails at the same
 * offset again and again. So nothing is thrown, and a {@code switch} over this interface makes the reader say what
 * happens with each outcome.
 */
public sealed interface Decoded {

    /** A message of the catalogue. */
    record Readable(Envelope<Message> envelope) implements Decoded {}

    /**
     * A CloudEvent of a type this version of the contract does not know, most likely from a newer one. An event of that
     * kind is safe to skip; for what may not be skipped, upgrade first and read it again.
     *
     * @param envelope its attributes, the data still as bytes
     */
    record UnknownType(Envelope<byte[]> envelope) implements Decoded {}

    /**
     * No CloudEvent, or its data does not fit its type. Reading it again does not help: log it or set it aside, and go
     * on.
     *
     * @param reason what is wrong, for a person
     * @param value the record's value as it came
     */
    record Unreadable(String reason, byte[] value) implements Decoded {}
}
