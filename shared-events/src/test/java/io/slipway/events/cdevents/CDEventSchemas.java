package io.slipway.events.cdevents;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import io.slipway.events.json.Json;

import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Schemas as strict as the specification's, made from {@link CDEventTable}, for everybody who says CDEvents. That they
 * and the specification's own agree, {@link CDEventSpecificationTest} shows.
 */
public final class CDEventSchemas {
    private static final Map<String, List<String>> RECORDS = Map.of(
            "reference", List.of("id!:name", "source:uriReference"),
            "sbom", List.of("uri!:uriReference"),
            "trigger", List.of("type:manual|pipeline|event|schedule|other", "uri:uri"),
            "testCase",
                    List.of(
                            "id!:name",
                            "version:text",
                            "name:text",
                            "type:performance|functional|unit|security|compliance|integration|e2e|other",
                            "uri:uri"),
            "testSuite", List.of("id!:name", "version:text", "name:text", "uri:uri"));

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    /** What is wrong with an event, by the schema of its type; empty when nothing is. */
    public List<String> faults(CDEvent event) {
        return faults(event.context().type(), Json.mapper().writeValueAsString(event.json()));
    }

    List<String> faults(String type, String json) {
        Schema schema = schemas.computeIfAbsent(
                type, name -> registry.getSchema(schema(name).toString(), InputFormat.JSON));
        return schema
                .validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    private static ObjectNode schema(String type) {
        CDEventTable.Type known = CDEventTable.TYPES.get(type);
        ObjectNode schema = closed();
        ObjectNode properties = (ObjectNode) schema.get("properties");
        ObjectNode context = object(List.of(
                "specversion!:name",
                "id!:name",
                "source!:uriReference",
                "timestamp!:dateTime",
                "schemaUri:uri",
                "chainId:name"));
        ObjectNode contextType = ((ObjectNode) context.get("properties")).putObject("type");
        if (known == null) {
            contextType.put(
                    "pattern", "^dev\\.cdeventsx\\.[a-zA-Z0-9]+-[a-zA-Z]+\\.[a-zA-Z]+\\.[0-9]\\.[0-9]\\.[0-9]$");
        } else {
            contextType.put("const", type);
        }
        context.withArray("required").add("type");
        ((ObjectNode) context.get("properties")).putObject("links").put("type", "array");
        properties.set("context", context);
        ObjectNode subject = object(List.of("id!:name", "source:uriReference"));
        ObjectNode subjectProperties = (ObjectNode) subject.get("properties");
        if (known != null && known.subjectType()) {
            subjectProperties.set("type", value("name"));
        }
        subjectProperties.set(
                "content", known == null ? Json.mapper().createObjectNode().put("type", "object") : content(known));
        subject.withArray("required").add("content");
        properties.set("subject", subject);
        properties.putObject("customData");
        properties.putObject("customDataContentType").put("type", "string");
        schema.withArray("required").add("context").add("subject");
        return schema;
    }

    private static ObjectNode content(CDEventTable.Type type) {
        return object(type.fields().stream()
                .map(field -> field.name() + (field.required() ? "!" : "") + ":" + field.kind())
                .toList());
    }

    private static ObjectNode object(List<String> fields) {
        ObjectNode schema = closed();
        for (String field : fields) {
            String[] parts = field.split(":", 2);
            String name = parts[0].replace("!", "");
            ((ObjectNode) schema.get("properties")).set(name, value(parts[1]));
            if (parts[0].endsWith("!")) {
                schema.withArray("required").add(name);
            }
        }
        return schema;
    }

    private static ObjectNode closed() {
        ObjectNode schema =
                Json.mapper().createObjectNode().put("type", "object").put("additionalProperties", false);
        schema.putObject("properties");
        return schema;
    }

    private static ObjectNode value(String kind) {
        ObjectNode schema = Json.mapper().createObjectNode();
        if (RECORDS.containsKey(kind)) {
            return object(RECORDS.get(kind));
        }
        if (kind.equals("texts")) {
            schema.put("type", "array").putObject("items").put("type", "string");
            return schema;
        }
        schema.put("type", "string");
        switch (kind) {
            case "text" -> {}
            case "name" -> schema.put("minLength", 1);
            case "uri" -> schema.put("format", "uri").put("minLength", 1);
            case "uriReference" -> schema.put("format", "uri-reference").put("minLength", 1);
            case "dateTime" -> schema.put("format", "date-time");
            default -> Stream.of(kind.split("\\|")).forEach(schema.putArray("enum")::add);
        }
        return schema;
    }
}
