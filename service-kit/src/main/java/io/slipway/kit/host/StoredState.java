package io.slipway.kit.host;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.events.json.Json;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What the state topic keeps of an aggregate, as JSON.
 *
 * @param revision number of decisions that changed it
 * @param deadline when it next wants to see the time
 * @param traceparent of the newest message that changed it; what time leads to joins that trace
 */
record StoredState(
        long revision, @Nullable Instant deadline, @Nullable String traceparent, JsonNode state) {

    /** The same as {@link StoredState}, with the state as it is: written without a tree in between. */
    private record Live(
            long revision,
            @Nullable Instant deadline,
            @Nullable String traceparent,
            Object state) {}

    /** @throws OversizeException when the state topic would not take it */
    static byte[] write(Aggregate<?> aggregate, @Nullable Instant deadline) {
        byte[] bytes = Json.write(new Live(aggregate.revision(), deadline, aggregate.traceparent(), aggregate.state()));
        if (bytes.length > HostClients.MAX_STATE_BYTES) {
            throw new OversizeException("the state of " + bytes.length
                    + " bytes is too large for the store, which takes " + HostClients.MAX_STATE_BYTES);
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
