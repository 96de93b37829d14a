package io.slipway.events.schema;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import io.slipway.events.Message;
import io.slipway.events.MessageType;
import io.slipway.events.cdevents.CDEventContent;
import io.slipway.events.cdevents.CDEventContext;
import io.slipway.events.cdevents.CDEventTypes;
import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON Schemas (draft 2020-12) of message records, as {@code Json} writes them. Other fields are always allowed. */
final class JsonSchemas {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<Class<?>> INTEGERS = Set.of(int.class, long.class, Integer.class, Long.class);

    private final Map<String, JsonNode> definitions = new TreeMap<>();
    private final Map<String, Class<?>> classes = new TreeMap<>();

    private JsonSchemas() {}

    /** The schema of one message type, complete in itself. */
    static ObjectNode of(Class<? extends Message> message) {
        MessageType type = message.getAnnotation(MessageType.class);
        JsonSchemas schemas = new JsonSchemas();
        ObjectNode schema = head(type.value(), type.description());
        schema.setAll(schemas.record(message));
        return schemas.withDefinitions(schema);
    }

    /** The schema of a whole CDEvent with this content. */
    static ObjectNode ofCdEvent(Class<? extends CDEventContent> content, String description) {
        String type = CDEventTypes.of(content);
        JsonSchemas schemas = new JsonSchemas();
        ObjectNode schema = head(type, description);
        schema.put("type", "object");
        ObjectNode context = schemas.record(CDEventContext.class);
        ((ObjectNode) context.get("properties")).putObject("type").put("const", type);
        ObjectNode subject = NODES.objectNode().put("type", "object");
        ObjectNode about = subject.putObject("properties");
        about.putObject("id").put("type", "string");
        about.putObject("source").put("type", "string");
        about.set("content", schemas.record(content));
        subject.putArray("required").add("id").add("content");
        ObjectNode properties = schema.putObject("properties");
        properties.set("context", context);
        properties.set("subject", subject);
        properties.set("customData", BooleanNode.TRUE);
        properties.putObject("customDataContentType").put("type", "string");
        schema.putArray("required").add("context").add("subject");
        return schemas.withDefinitions(schema);
    }

    private static ObjectNode head(String type, String description) {
        ObjectNode schema = NODES.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "https://slipway.io/schemas/" + type + ".schema.json");
        schema.put("title", type);
        schema.put("description", description);
        return schema;
    }

    private ObjectNode withDefinitions(ObjectNode schema) {
        if (!definitions.isEmpty()) {
            schema.putObject("$defs").setAll(definitions);
        }
        return schema;
    }

    private ObjectNode record(Class<?> record) {
        ObjectNode schema = NODES.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = NODES.arrayNode();
        discriminator(record, properties, required);
        for (RecordComponent component : record.getRecordComponents()) {
            properties.set(component.getName(), schema(component.getGenericType()));
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(component.getName());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    private static void discriminator(Class<?> record, ObjectNode properties, ArrayNode required) {
        for (Class<?> parent : record.getInterfaces()) {
            JsonTypeInfo info = parent.getAnnotation(JsonTypeInfo.class);
            if (info != null) {
                properties.putObject(info.property()).put("const", variantName(parent, record));
                required.add(info.property());
            }
        }
    }

    private static String variantName(Class<?> parent, Class<?> record) {
        return Stream.of(parent.getAnnotation(JsonSubTypes.class).value())
                .filter(variant -> variant.value() == record)
                .map(JsonSubTypes.Type::name)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(record + " is no JSON subtype of " + parent));
    }

    private JsonNode schema(Type type) {
        return switch (type) {
            case Class<?> plain -> schema(plain);
            case ParameterizedType generic
            when generic.getRawType() == List.class -> {
                ObjectNode schema = NODES.objectNode().put("type", "array");
                schema.set("items", schema(generic.getActualTypeArguments()[0]));
                yield schema;
            }
            case ParameterizedType generic
            when generic.getRawType() == Map.class -> {
                ObjectNode schema = NODES.objectNode().put("type", "object");
                schema.set("additionalProperties", schema(generic.getActualTypeArguments()[1]));
                yield schema;
            }
            default -> throw new IllegalStateException("no schema for " + type);
        };
    }

    private JsonNode schema(Class<?> type) {
        if (type == JsonNode.class) {
            return BooleanNode.TRUE;
        }
        if (INTEGERS.contains(type)) {
            return NODES.objectNode().put("type", "integer");
        }
        if (type == double.class) {
            return NODES.objectNode().put("type", "number");
        }
        if (type == boolean.class || type == Boolean.class) {
            return NODES.objectNode().put("type", "boolean");
        }
        String format = Map.of(Instant.class, "date-time", Duration.class, "duration", URI.class, "uri-reference")
                .get(type);
        if (format != null) {
            return NODES.objectNode().put("type", "string").put("format", format);
        }
        return type == String.class || type == ZoneId.class
                ? NODES.objectNode().put("type", "string")
                : reference(type);
    }

    private JsonNode reference(Class<?> type) {
        String name =
                type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
        Class<?> known = classes.putIfAbsent(name, type);
        if (known == null) {
            definitions.put(name, NODES.objectNode());
            definitions.put(name, definition(type));
        } else if (known != type) {
            throw new IllegalStateException(known + " and " + type + " have one name");
        }
        return NODES.objectNode().put("$ref", "#/$defs/" + name);
    }

    private ObjectNode definition(Class<?> type) {
        if (type.isRecord()) {
            return record(type);
        }
        ObjectNode schema = NODES.objectNode();
        if (type.isEnum()) {
            ArrayNode names = schema.put("type", "string").putArray("enum");
            Stream.of(type.getEnumConstants()).forEach(constant -> names.add(Json.tree(constant)));
            return schema;
        }
        if (!type.isSealed()) {
            throw new IllegalStateException("no schema for " + type);
        }
        ArrayNode variants = schema.putArray("oneOf");
        Stream.of(type.getPermittedSubclasses()).forEach(variant -> variants.add(reference(variant)));
        return schema;
    }
}
