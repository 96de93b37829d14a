package io.slipway.events.cdevents;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a run ended. */
public enum Outcome {
    @JsonProperty("success")
    SUCCESS,
    /** It ran, and found something wrong. */
    @JsonProperty("failure")
    FAILURE,
    @JsonProperty("cancel")
    CANCEL,
    /** It could not run to its end. */
    @JsonProperty("error")
    ERROR
}
