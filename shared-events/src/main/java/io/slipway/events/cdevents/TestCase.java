package io.slipway.events.cdevents;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The test that was run.
 *
 * @param type {@code functional}, {@code performance}, {@code security}, …
 */
public record TestCase(
        String id,
        @Nullable String version,
        @Nullable String name,
        @Nullable String type,
        @Nullable String uri) {
    public TestCase {
        Objects.requireNonNull(id, "id is missing");
    }
}
