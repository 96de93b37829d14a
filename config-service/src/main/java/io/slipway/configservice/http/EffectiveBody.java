package io.slipway.configservice.http;

import java.util.Arrays;

import io.slipway.configservice.serve.Served;
import io.slipway.events.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The answer to a read: the values are bytes already, and only what they belong to is written around them. */
final class EffectiveBody {
    private static final byte[] VALUES = ",\"values\":".getBytes(UTF_8);

    /** What the values are of. */
    private record Head(String application, String environment, String revision, String hash) {}

    private EffectiveBody() {}

    static byte[] of(String application, String environment, Served served) {
        byte[] head = Json.write(new Head(application, environment, served.revision(), served.hash()));
        byte[] values = served.json();
        // The head without its closing brace, which then stands at the end.
        int open = head.length - 1;
        byte[] body = Arrays.copyOf(head, open + VALUES.length + values.length + 1);
        System.arraycopy(VALUES, 0, body, open, VALUES.length);
        System.arraycopy(values, 0, body, open + VALUES.length, values.length);
        body[body.length - 1] = '}';
        return body;
    }
}
