package io.slipway.backup.repository.json;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.DamagedException;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The object in one of the small files of a repository. Fields that nobody asks for are passed over. Read without data binding,
 * which takes a tenth of a second to get ready: much of a command that is over in half of one.
 */
public final class JsonObject {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Object> fields = new LinkedHashMap<>();

    private JsonObject() {}

    public static JsonObject parse(byte[] json) throws DamagedException {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new DamagedException("it does not begin as an object of JSON");
            }
            return object(parser);
        } catch (JacksonException e) {
            throw new DamagedException(e.getOriginalMessage(), e);
        }
    }

    private static JsonObject object(JsonParser parser) {
        JsonObject object = new JsonObject();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            Object value = value(parser);
            if (value != null) {
                object.fields.put(name, value);
            }
        }
        return object;
    }

    private static @Nullable Object value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (token == null ? JsonToken.VALUE_NULL : token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<@Nullable Object> values = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    values.add(value(parser));
                }
                yield values;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    /** A string, or nothing if it is not there or null. */
    public @Nullable String text(String name) throws DamagedException {
        return value(name, String.class, "a string");
    }

    /** The same, but an empty one for nothing. */
    public String textOrEmpty(String name) throws DamagedException {
        String text = text(name);
        return text == null ? "" : text;
    }

    /** @throws DamagedException if it is not there, too */
    public String required(String name) throws DamagedException {
        String text = text(name);
        if (text == null) {
            throw new DamagedException("it has no '" + name + "'");
        }
        return text;
    }

    /** A whole number; 0 if it is not there. */
    public long number(String name) throws DamagedException {
        Long number = value(name, Long.class, "a number");
        return number == null ? 0 : number;
    }

    /** A whole number of 32 bits; 0 if it is not there. */
    public int smallNumber(String name) throws DamagedException {
        long number = number(name);
        if (number != (int) number) {
            throw new DamagedException("'" + name + "' is " + number + ", which is out of range");
        }
        return (int) number;
    }

    /** False if it is not there. */
    public boolean flag(String name) throws DamagedException {
        Boolean flag = value(name, Boolean.class, "true or false");
        return flag != null && flag;
    }

    /** Strings; none if they are not there. */
    public List<String> texts(String name) throws DamagedException {
        List<?> values = value(name, List.class, "a list");
        List<String> texts = new ArrayList<>();
        for (Object value : values == null ? List.of() : values) {
            if (!(value instanceof String text)) {
                throw new DamagedException("'" + name + "' is not a list of strings");
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    public @Nullable JsonObject object(String name) throws DamagedException {
        return value(name, JsonObject.class, "an object");
    }

    /** Bytes in Base64 (RFC 4648), or nothing if they are not there. */
    public byte @Nullable [] bytes(String name) throws DamagedException {
        String text = text(name);
        try {
            return text == null ? null : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new DamagedException("'" + name + "' is not in Base64", e);
        }
    }

    private <T> @Nullable T value(String name, Class<T> type, String expected) throws DamagedException {
        Object value = fields.get(name);
        if (value != null && !type.isInstance(value)) {
            throw new DamagedException("'" + name + "' is not " + expected);
        }
        return type.cast(value);
    }
}
