package io.slipway.configservice.spring;

import java.util.SequencedMap;

import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

/** An effective configuration as a file. */
final class PlainText {
    private PlainText() {}

    /** One line for each key, escaped as {@link java.util.Properties} reads it. */
    static String properties(SequencedMap<String, JsonNode> values) {
        StringBuilder text = new StringBuilder();
        values.forEach((key, value) -> text.append(escaped(key, true))
                .append(": ")
                .append(escaped(text(value), false))
                .append('\n'));
        return text.toString();
    }

    /** Flat keys, which every reader of Spring takes as nested ones. */
    static String yaml(SequencedMap<String, JsonNode> values) {
        DumpSettings settings =
                DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
        return new Dump(settings).dumpToString(Json.mapper().convertValue(values, Object.class));
    }

    private static String text(JsonNode value) {
        return value.isContainer() ? "" : value.asString();
    }

    private static String escaped(String text, boolean key) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                case '\f' -> escaped.append("\\f");
                case '=', ':', '#', '!' -> escaped.append(key ? "\\" : "").append(c);
                case ' ' -> escaped.append(key || i == 0 ? "\\" : "").append(c);
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
