package io.slipway.backup.repository.json;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes one of the small files of a repository; fields come in the order in which they are given. */
public final class JsonObjectWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    private final JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out);

    public JsonObjectWriter() {
        json.writeStartObject();
    }

    /** Nothing if it is null. */
    public JsonObjectWriter text(String name, @Nullable String text) {
        if (text != null) {
            json.writeStringProperty(name, text);
        }
        return this;
    }

    public JsonObjectWriter number(String name, long number) {
        json.writeNumberProperty(name, number);
        return this;
    }

    public JsonObjectWriter flag(String name, boolean flag) {
        json.writeBooleanProperty(name, flag);
        return this;
    }

    public JsonObjectWriter texts(String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
        return this;
    }

    /** In Base64. */
    public JsonObjectWriter bytes(String name, byte[] bytes) {
        return text(name, Base64.getEncoder().encodeToString(bytes));
    }

    /** What follows goes into an object of this name, until {@link #end}. */
    public JsonObjectWriter begin(String name) {
        json.writeObjectPropertyStart(name);
        return this;
    }

    public JsonObjectWriter end() {
        json.writeEndObject();
        return this;
    }

    /** The whole file. */
    public byte[] finish() {
        json.writeEndObject();
        json.close();
        return out.toByteArray();
    }
}
