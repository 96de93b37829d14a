package io.slipway.events.cdevents;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** The tests that were run together. */
public record TestSuite(
        String id,
        @Nullable String version,
        @Nullable String name,
        @Nullable String uri) {
    public TestSuite {
        Objects.requireNonNull(id, "id is missing");
    }
}
