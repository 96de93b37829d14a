package io.slipway.events.cdevents;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * {@code context} of a CDEvent ({@code spec.md}, "CDEvents context").
 *
 * @param specversion version of the specification as a whole
 * @param id unique per source; the same for the same fact, however often it is said
 * @param source a URI reference
 * @param type with the version of the type
 * @param timestamp when it happened, UTC
 * @param schemaUri a schema of the sender's that describes the whole event, custom data included
 * @param chainId shared by all events that follow from one
 */
public record CDEventContext(
        String specversion,
        String id,
        String source,
        String type,
        Instant timestamp,
        @Nullable String schemaUri,
        @Nullable String chainId,
        @Nullable List<CDEventLink> links) {
    /** The version these records are of. */
    public static final String SPECVERSION = "0.5.1";

    public CDEventContext {
        Objects.requireNonNull(specversion, "specversion is missing");
        Objects.requireNonNull(id, "id is missing");
        Objects.requireNonNull(source, "source is missing");
        Objects.requireNonNull(type, "type is missing");
        Objects.requireNonNull(timestamp, "timestamp is missing");
    }
}
