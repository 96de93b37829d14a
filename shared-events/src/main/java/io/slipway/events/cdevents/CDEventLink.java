package io.slipway.events.cdevents;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import tools.jackson.databind.JsonNode;

/** How an event follows from others: an embedded link of {@code links.md}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "linkType")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CDEventLink.Path.class, name = "PATH"),
    @JsonSubTypes.Type(value = CDEventLink.End.class, name = "END"),
    @JsonSubTypes.Type(value = CDEventLink.Relation.class, name = "RELATION")
})
public sealed interface CDEventLink {
    @Nullable
    Map<String, JsonNode> tags();

    /** An event, by its {@code context.id}. */
    record Event(@Nullable String contextId) {}

    /** The event follows {@code from} in its chain. */
    record Path(Event from, @Nullable Map<String, JsonNode> tags) implements CDEventLink {
        public Path {
            Objects.requireNonNull(from, "from is missing");
        }
    }

    /** The event is the last of its chain. */
    record End(@Nullable Event from, @Nullable Map<String, JsonNode> tags) implements CDEventLink {}

    /** @param linkKind for example {@code TRIGGER} */
    record Relation(String linkKind, Event target, @Nullable Map<String, JsonNode> tags) implements CDEventLink {
        public Relation {
            Objects.requireNonNull(linkKind, "linkKind is missing");
            Objects.requireNonNull(target, "target is missing");
        }
    }
}
