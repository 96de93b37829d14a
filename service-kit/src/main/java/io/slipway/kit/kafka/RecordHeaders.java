package io.slipway.kit.kafka;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The record headers of the platform beside those of CloudEvents. All values are UTF-8 text. */
public final class RecordHeaders {
    /** On a command: names one sending of it. Its reply carries the same, so that a repeated command finds its own. */
    public static final String SUBMISSION = "slipway-submission";
    /** On a reply: {@code repeated} for a command that was answered before, {@code conflict} when its body differs. */
    public static final String DUPLICATE = "slipway-duplicate";
    /** On a dead letter: why, for a person. */
    public static final String DLT_REASON = "slipway-dlt-reason";

    public static final String DLT_TOPIC = "slipway-dlt-topic";
    public static final String DLT_PARTITION = "slipway-dlt-partition";
    public static final String DLT_OFFSET = "slipway-dlt-offset";
    /** On a dead letter: when it died, RFC 3339 in UTC. */
    public static final String DLT_AT = "slipway-dlt-at";

    private RecordHeaders() {}

    public static Headers empty() {
        return new org.apache.kafka.common.header.internals.RecordHeaders();
    }

    public static Headers copyOf(Headers headers) {
        return new org.apache.kafka.common.header.internals.RecordHeaders(headers);
    }

    public static void set(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(UTF_8));
    }

    public static @Nullable String get(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
