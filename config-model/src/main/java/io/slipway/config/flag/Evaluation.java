package io.slipway.config.flag;

import tools.jackson.databind.JsonNode;

/** What somebody gets of a flag. */
public sealed interface Evaluation {
    /** In the words of OFREP, which has none for a default that no rule came before: that is {@link #UNKNOWN}. */
    enum Reason {
        STATIC,
        TARGETING_MATCH,
        SPLIT,
        DISABLED,
        UNKNOWN
    }

    record Value(String variant, JsonNode value, Reason reason) implements Evaluation {}

    /** Its share cannot be found for somebody without a targeting key. */
    record KeyMissing() implements Evaluation {}
}
