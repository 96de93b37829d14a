package io.slipway.events.cdevents;

import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An event of each type of the table with every field set. */
final class CDEventSamples {
    private CDEventSamples() {}

    static ObjectNode full(CDEventTable.Type type) {
        ObjectNode event = (ObjectNode) Json.mapper().readTree("""
                {"context": {"specversion": "0.5.1", "id": "1", "source": "/ci", "type": "%s",
                             "timestamp": "2026-01-02T03:04:05.678901Z", "schemaUri": "https://example.org/schema",
                             "chainId": "chain", "links": [
                    {"linkType": "PATH", "from": {"contextId": "0"}, "tags": {"why": "because"}},
                    {"linkType": "RELATION", "linkKind": "TRIGGER", "target": {"contextId": "0"}},
                    {"linkType": "END", "from": {"contextId": "0"}}]},
                 "subject": {"id": "subject", "source": "/ci", "content": {}},
                 "customData": {"any": ["thing"]}, "customDataContentType": "application/json"}
                """.formatted(type.name()));
        if (type.subjectType()) {
            ((ObjectNode) event.get("subject")).put("type", "ticket");
        }
        ObjectNode content = (ObjectNode) event.at("/subject/content");
        type.fields().forEach(field -> content.set(field.name(), value(field.kind())));
        return event;
    }

    static JsonNode value(String kind) {
        return Json.mapper()
                .readTree(
                        switch (kind) {
                            case "text", "name" -> "\"text\"";
                            case "texts" -> "[\"one\", \"two\"]";
                            case "uri", "uriReference" -> "\"https://example.org/1\"";
                            case "reference" -> "{\"id\": \"other\", \"source\": \"/elsewhere\"}";
                            case "sbom" -> "{\"uri\": \"https://example.org/sbom\"}";
                            case "trigger" -> "{\"type\": \"pipeline\", \"uri\": \"https://example.org/1\"}";
                            case "testCase" ->
                                "{\"id\": \"t\", \"version\": \"1\", \"name\": \"n\", \"type\": \"unit\","
                                        + " \"uri\": \"https://example.org/1\"}";
                            case "testSuite" ->
                                "{\"id\": \"t\", \"version\": \"1\", \"name\": \"n\", \"uri\": \"https://example.org/1\"}";
                            default -> "\"" + kind.substring(0, kind.indexOf('|')) + "\"";
                        });
    }
}
