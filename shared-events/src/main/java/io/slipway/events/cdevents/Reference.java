package io.slipway.events.cdevents;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Another subject.
 *
 * @param source where it is from, when that is not where the event is from
 */
public record Reference(String id, @Nullable String source) {
    public Reference {
        Objects.requireNonNull(id, "id is missing");
    }

    /** A subject of the same source. */
    public static Reference to(String id) {
        return new Reference(id, null);
    }
}
