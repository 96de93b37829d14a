package io.slipway.config.document;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.config.document.Draft.Group;
import io.slipway.config.document.Draft.Leaf;
import io.slipway.config.document.Draft.Series;
import io.slipway.events.json.Json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/** Reads JSON. One use. */
final class JsonReader {
    private final SourceText source;
    private final TreeBuilder builder;

    JsonReader(SourceText source) {
        this.source = source;
        builder = new TreeBuilder(source.document());
    }

    Parsed<ConfigTree> read() {
        Position start = new Position(source.document(), 1, 1);
        try (JsonParser parser = Json.mapper().createParser(source.text())) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                builder.fault(
                        first == null ? start : at(parser), "", "a JSON document is an object, which begins with '{'");
                return builder.finish(start);
            }
            object(parser, KeyPath.ROOT, builder.root());
            if (parser.nextToken() != null) {
                builder.fault(at(parser), "", "nothing follows the closing '}' of a document");
            }
        } catch (JacksonException e) {
            TokenStreamLocation location = e.getLocation();
            Position at = location == null ? start : at(location);
            builder.fault(at, "", "not valid JSON: " + firstLine(e.getOriginalMessage()));
        }
        return builder.finish(start);
    }

    private void object(JsonParser parser, KeyPath path, Group group) {
        Map<String, Position> written = new HashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            Position at = at(parser);
            Position first = written.putIfAbsent(key, at);
            parser.nextToken();
            if (first != null) {
                builder.fault(at, path.name(key).toString(), "is there already, in line " + first.line());
            }
            Draft draft = draft(parser, path.name(key));
            Draft place = first != null ? null : builder.put(path, group, key, at, draft);
            fill(parser, place == null ? path : below(path, key), place);
        }
    }

    /** The key was accepted, so it parses. */
    private static KeyPath below(KeyPath path, String key) {
        return path.plus(KeyPath.parse(key));
    }

    private void array(JsonParser parser, KeyPath path, Series series) {
        int index = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Draft draft = draft(parser, path.index(index));
            Draft place = builder.put(path, series, index, at(parser), draft);
            fill(parser, path.index(index), place);
            index++;
        }
    }

    /** Reads what is inside a value, or over it when the value has no place. */
    private void fill(JsonParser parser, KeyPath path, @Nullable Draft place) {
        switch (place) {
            case null -> parser.skipChildren();
            case Group group -> object(parser, path, group);
            case Series series -> array(parser, path, series);
            case Leaf _ -> {}
        }
    }

    private Draft draft(JsonParser parser, KeyPath path) {
        Position at = at(parser);
        return switch (parser.currentToken()) {
            case START_OBJECT -> new Group(at);
            case START_ARRAY -> new Series(at);
            case VALUE_STRING -> leaf(ConfigScalar.Type.STRING, parser.getString(), at);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getString(), path, at);
            case VALUE_TRUE, VALUE_FALSE -> leaf(ConfigScalar.Type.BOOLEAN, parser.getString(), at);
            default -> leaf(ConfigScalar.Type.NULL, "", at);
        };
    }

    private Draft number(String text, KeyPath path, Position at) {
        if (!Numbers.isReasonable(text)) {
            builder.fault(at, path.toString(), Numbers.UNREASONABLE);
        }
        return leaf(ConfigScalar.Type.NUMBER, text, at);
    }

    private static Draft leaf(ConfigScalar.Type type, String text, Position at) {
        return new Leaf(new ConfigScalar(type, text, at));
    }

    private Position at(JsonParser parser) {
        return at(parser.currentTokenLocation());
    }

    private Position at(TokenStreamLocation location) {
        return new Position(source.document(), Math.max(location.getLineNr(), 0), Math.max(location.getColumnNr(), 0));
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("it cannot be read");
    }
}
