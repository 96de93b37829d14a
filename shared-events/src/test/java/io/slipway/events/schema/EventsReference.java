package io.slipway.events.schema;

import java.util.List;
import java.util.stream.StreamSupport;

import io.slipway.events.MessageType;
import io.slipway.events.Topic;
import io.slipway.events.Topics;
import io.slipway.events.json.MessageCatalogue;

import tools.jackson.databind.JsonNode;

/** {@code docs/reference/events.md}. */
final class EventsReference {
    private final StringBuilder page = new StringBuilder();

    private EventsReference() {}

    static String page() {
        return new EventsReference().build();
    }

    private String build() {
        page.append("""
                # Events

                Generated from the records in `shared-events`. On Kafka every message is a CloudEvent 1.0 in binary mode: attributes
                are `ce_` headers, the value is JSON. Readers ignore fields they do not know; what a field means never changes. The
                same as an [AsyncAPI 3 document](asyncapi.json), and each message as a JSON Schema in
                `shared-events/src/main/resources/schemas`. A topic's dead letters are on `<topic>.dlt`.

                """);
        Topics.all().forEach(this::topic);
        return page.toString();
    }

    private void topic(Topic topic) {
        page.append("## `").append(topic.name()).append("`\n\n");
        page.append(topic.description()).append(' ').append(kept(topic)).append("\n\n");
        List<String> types = TopicContents.of(topic);
        if (topic == Topics.CDEVENTS) {
            page.append("See [CDEvents](cdevents.md).\n\n");
        } else if (types.isEmpty()) {
            page.append("Any type that is no command of Slipway's.\n\n");
        } else {
            types.forEach(this::message);
        }
    }

    private static String kept(Topic topic) {
        String kept = topic.cleanup() == Topic.Cleanup.COMPACT
                ? "Compacted"
                : "Kept for " + topic.retention().toDays() + (topic.retention().toDays() == 1 ? " day" : " days");
        return kept + "; " + topic.partitions() + " partitions.";
    }

    private void message(String type) {
        var message = MessageCatalogue.find(type).orElseThrow();
        JsonNode schema = JsonSchemas.of(message);
        page.append("### `").append(type).append("`\n\n");
        page.append(message.getAnnotation(MessageType.class).description()).append("\n\n");
        if (schema.path("properties").isEmpty()) {
            return;
        }
        page.append("| field | type | |\n|---|---|---|\n");
        schema.path("properties")
                .properties()
                .forEach(field -> page.append("| `")
                        .append(field.getKey())
                        .append("` | ")
                        .append(type(field.getValue()))
                        .append(" | ")
                        .append(required(schema, field.getKey()) ? "" : "optional")
                        .append(" |\n"));
        page.append('\n');
    }

    private static boolean required(JsonNode schema, String field) {
        return StreamSupport.stream(schema.path("required").spliterator(), false)
                .anyMatch(name -> name.asString().equals(field));
    }

    private static String type(JsonNode schema) {
        if (schema.has("$ref")) {
            return schema.get("$ref").asString().replace("#/$defs/", "");
        }
        if (schema.has("const")) {
            return "`" + schema.get("const").asString() + "`";
        }
        if (schema.has("items")) {
            return "list of " + type(schema.get("items"));
        }
        if (schema.path("additionalProperties").isObject()) {
            return "map to " + type(schema.get("additionalProperties"));
        }
        if (schema.has("format")) {
            return schema.get("format").asString();
        }
        return schema.has("type") ? schema.get("type").asString() : "any JSON";
    }
}
