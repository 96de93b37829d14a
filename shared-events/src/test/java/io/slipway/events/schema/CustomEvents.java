package io.slipway.events.schema;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.slipway.events.cdevents.CDEvent;
import io.slipway.events.cdevents.CDEventContent;
import io.slipway.events.cdevents.CDEventContext;
import io.slipway.events.cdevents.CDEventLink;
import io.slipway.events.cdevents.CDEventSubject;
import io.slipway.events.cdevents.CDEventTypes;
import io.slipway.events.cdevents.SlipwayContent;
import io.slipway.events.json.Json;

import tools.jackson.databind.node.ObjectNode;

/** The CDEvents that Slipway has added to the specification's, {@code dev.cdeventsx.slipway-…}. */
final class CustomEvents {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final CDEventLink.Event OTHER = new CDEventLink.Event("other");

    private CustomEvents() {}

    /** By type. */
    static Map<String, Class<? extends SlipwayContent>> all() {
        Map<String, Class<? extends SlipwayContent>> all = new TreeMap<>();
        Stream.of(SlipwayContent.class.getPermittedSubclasses())
                .map(type -> type.<SlipwayContent>asSubclass(SlipwayContent.class))
                .forEach(type -> all.put(CDEventTypes.of(type), type));
        return all;
    }

    static ObjectNode schema(Class<? extends CDEventContent> content) {
        String type = CDEventTypes.of(content);
        return JsonSchemas.ofCdEvent(content, "The CDEvent " + type + ", whole; see docs/reference/cdevents.md.");
    }

    static CDEvent sample(Class<? extends SlipwayContent> content) {
        var context = new CDEventContext(
                CDEventContext.SPECVERSION,
                "id",
                "/source",
                CDEventTypes.of(content),
                AT,
                "https://example.org/schema",
                "chainId",
                List.of(
                        new CDEventLink.Path(OTHER, null),
                        new CDEventLink.Relation("TRIGGER", OTHER, null),
                        new CDEventLink.End(OTHER, null)));
        var filled =
                (CDEventContent) Samples.all(content.asSubclass(Record.class)).getFirst();
        return new CDEvent(
                context,
                new CDEventSubject("id", "/source", null, filled),
                Json.mapper().createObjectNode().put("customData", true),
                "application/json");
    }
}
