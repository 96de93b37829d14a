package io.slipway.config.render;

import java.io.StringWriter;

import io.slipway.config.document.ConfigList;
import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.KeyPath;
import io.slipway.events.json.Json;

import tools.jackson.core.JsonGenerator;

/** Writes JSON, with the digits of numbers as they are. */
public final class JsonWriter {
    private JsonWriter() {}

    /** An indented document that ends with a line break. A name with a dot stands in brackets, as in a document. */
    public static String write(ConfigObject config) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.mapper().writerWithDefaultPrettyPrinter().createGenerator(text)) {
            write(json, config);
        }
        return text.append('\n').toString().replace("\r\n", "\n");
    }

    private static void write(JsonGenerator json, ConfigNode node) {
        switch (node) {
            case ConfigObject object -> {
                json.writeStartObject();
                object.members().forEach((name, member) -> {
                    json.writeName(KeyPath.ROOT.name(name).toString());
                    write(json, member.value());
                });
                json.writeEndObject();
            }
            case ConfigList list -> {
                json.writeStartArray();
                list.elements().forEach(element -> write(json, element));
                json.writeEndArray();
            }
            case ConfigScalar scalar -> write(json, scalar);
        }
    }

    private static void write(JsonGenerator json, ConfigScalar scalar) {
        switch (scalar.type()) {
            case STRING, UNTYPED -> json.writeString(scalar.text());
            case NUMBER -> json.writeNumber(scalar.text());
            case BOOLEAN -> json.writeBoolean(Boolean.parseBoolean(scalar.text()));
            case NULL -> json.writeNull();
        }
    }
}
