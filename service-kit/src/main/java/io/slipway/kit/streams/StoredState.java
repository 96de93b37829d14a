package io.slipway.kit.streams;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.events.json.Json;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What the store keeps of an aggregate, as JSON.
 *
 * @param revision number of decisions that changed it
 * @param deadline when it next wants to see the time
 * @param traceparent of the newest message that changed it; what time leads to joins that trace
 */
record StoredState(
        long revision, @Nullable Instant deadline, @Nullable String traceparent, JsonNode state) {

    byte[] bytes() {
        byte[] bytes = Json.write(this);
        if (bytes.length > AggregateTopology.MAX_STATE_BYTES) {
            throw new OversizeException("the state of " + bytes.length
                    + " bytes is too large for the store, which takes " + AggregateTopology.MAX_STATE_BYTES);
        }
        return bytes;
    }

    static StoredState read(String key, byte[] bytes) {
        try {
            return Json.mapper().readValue(bytes, StoredState.class);
        } catch (JacksonException e) {
            throw new UnreadableStateException(key, e);
        }
    }

    <S> S as(String key, Class<S> type) {
        try {
            return Json.read(state, type);
        } catch (JacksonException e) {
            throw new UnreadableStateException(key, e);
        }
    }
}
