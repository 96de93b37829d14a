package io.slipway.events.cdevents;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import tools.jackson.databind.JsonNode;

/** Content of a type, or of a version of a type, that has no record here; kept as it is. */
public record OtherContent(@JsonValue JsonNode json) implements CDEventContent {
    @JsonCreator
    public OtherContent {}
}
