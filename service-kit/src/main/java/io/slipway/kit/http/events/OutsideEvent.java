package io.slipway.kit.http.events;

import java.util.Map;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import io.slipway.events.Envelope;
import io.slipway.events.json.CloudEventCodec;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A CloudEvent from outside, with everything it says.
 *
 * @param envelope the attributes the platform knows; the data is empty where the event has none
 * @param contentType media type of the data, where it is said
 * @param extensions every other attribute, {@code dataschema} among them, by name
 */
record OutsideEvent(Envelope<byte[]> envelope, @Nullable String contentType, Map<String, String> extensions) {
    private static final String PREFIX = "ce_";

    /** The headers of the record that carries it. */
    Headers headers() {
        Headers headers = CloudEventCodec.headers(envelope);
        headers.remove(CloudEventCodec.CONTENT_TYPE);
        if (contentType != null) {
            headers.add(CloudEventCodec.CONTENT_TYPE, contentType.getBytes(UTF_8));
        }
        extensions.forEach((name, value) -> headers.add(PREFIX + name, value.getBytes(UTF_8)));
        return headers;
    }
}
