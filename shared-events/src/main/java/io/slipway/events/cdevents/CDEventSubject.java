package io.slipway.events.cdevents;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * {@code subject} of a CDEvent: what it is about.
 *
 * @param source where the subject is from, when that is not where the event is from
 * @param type its kind; up to version 0.4 of the specification, and of the type {@code ticket.closed}
 */
public record CDEventSubject(
        String id, @Nullable String source, @Nullable String type, CDEventContent content) {
    public CDEventSubject {
        Objects.requireNonNull(id, "id is missing");
        Objects.requireNonNull(content, "content is missing");
    }
}
