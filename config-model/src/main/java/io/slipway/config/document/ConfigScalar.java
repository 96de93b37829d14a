package io.slipway.config.document;

import java.math.BigDecimal;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A single value.
 *
 * @param text as written, after quotes and escapes; a number keeps its digits, {@code null} is empty
 */
public record ConfigScalar(Type type, String text, Position position) implements ConfigNode {
    /** What the document says the value is. */
    public enum Type {
        STRING,
        NUMBER,
        BOOLEAN,
        /** In a layer: delete what the layers below say. */
        NULL,
        /** From a format without types: text that a schema may take for a number. */
        UNTYPED
    }

    public static ConfigScalar string(String text) {
        return new ConfigScalar(Type.STRING, text, Position.NONE);
    }

    public boolean isNull() {
        return type == Type.NULL;
    }

    @Override
    public JsonNode json() {
        JsonNodeFactory factory = JsonNodeFactory.instance;
        return switch (type) {
            case STRING, UNTYPED -> factory.stringNode(text);
            case NUMBER -> number(factory);
            case BOOLEAN -> factory.booleanNode(Boolean.parseBoolean(text));
            case NULL -> factory.nullNode();
        };
    }

    private JsonNode number(JsonNodeFactory factory) {
        BigDecimal number = new BigDecimal(text);
        return number.scale() == 0 ? factory.numberNode(number.toBigInteger()) : factory.numberNode(number);
    }

    boolean sameScalar(ConfigNode other) {
        return other instanceof ConfigScalar scalar && type == scalar.type && text.equals(scalar.text);
    }
}
