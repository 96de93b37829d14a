package io.slipway.events.cdevents;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.slipway.events.Event;

import tools.jackson.databind.JsonNode;

/**
 * A CDEvent. As a CloudEvent its {@code context} is said twice, in the attributes and in the data, as
 * {@code cloudevents-binding.md} demands.
 *
 * @param customData of any form; text that is not JSON as base64
 * @param customDataContentType media type of the custom data
 */
public record CDEvent(
        CDEventContext context,
        CDEventSubject subject,
        @Nullable JsonNode customData,
        @Nullable String customDataContentType)
        implements Event {

    /** A fact said now, of the type that goes with the content. */
    public static CDEvent of(
            String id, String source, Instant at, @Nullable String chainId, String subject, CDEventContent content) {
        return new CDEvent(
                new CDEventContext(
                        CDEventContext.SPECVERSION,
                        id,
                        source,
                        CDEventTypes.of(content.getClass()),
                        at,
                        null,
                        chainId,
                        null),
                new CDEventSubject(subject, null, null, content),
                null,
                null);
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException when it is none, with the field that is wrong
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static CDEvent read(JsonNode json) {
        return CDEventJson.read(json);
    }

    @JsonValue
    public JsonNode json() {
        return CDEventJson.write(this);
    }
}
