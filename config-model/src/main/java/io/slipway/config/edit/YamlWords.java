package io.slipway.config.edit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

import io.slipway.config.document.ConfigList;
import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Position;
import io.slipway.config.render.YamlWriter;

/** How keys and values are written within a YAML or a JSON document. */
record YamlWords(boolean json) {
    private static final String STEP = "  ";

    /** A value on one line. */
    String inline(ConfigNode value) {
        return switch (value) {
            case ConfigScalar scalar -> json ? scalar.json().toString() : scalar(scalar);
            case ConfigList list ->
                list.elements().stream().map(this::inline).collect(Collectors.joining(", ", "[", "]"));
            case ConfigObject object ->
                object.members().entrySet().stream()
                        .map(member -> key(KeyPath.ROOT.name(member.getKey()).toString()) + ": "
                                + inline(member.getValue().value()))
                        .collect(Collectors.joining(", ", "{", "}"));
        };
    }

    /** A member of a map on one line. */
    String flow(List<KeyPath.Segment> way, ConfigNode value) {
        return key(name(way)) + ": " + inline(wrapped(way.subList(1, way.size()), value));
    }

    /** A member of a map in lines of its own, the way to it level by level. */
    String block(List<KeyPath.Segment> way, ConfigNode value, int column) {
        String start = " ".repeat(column) + key(name(way)) + ":";
        List<KeyPath.Segment> rest = way.subList(1, way.size());
        return !rest.isEmpty() && rest.getFirst() instanceof KeyPath.Name
                ? start + "\n" + block(rest, value, column + STEP.length())
                : start + " " + inline(wrapped(rest, value)) + "\n";
    }

    /** A value with the levels above it that are not there yet. */
    ConfigNode wrapped(List<KeyPath.Segment> way, ConfigNode value) {
        if (way.isEmpty()) {
            return value;
        }
        ConfigNode inner = wrapped(way.subList(1, way.size()), value);
        return switch (way.getFirst()) {
            case KeyPath.Index _ -> new ConfigList(List.of(inner), Position.NONE);
            case KeyPath.Name(String name) -> {
                SequencedMap<String, ConfigObject.Member> members = new LinkedHashMap<>();
                members.put(name, new ConfigObject.Member(Position.NONE, inner));
                yield new ConfigObject(members, Position.NONE);
            }
        };
    }

    private String key(String name) {
        ConfigScalar text = ConfigScalar.string(name);
        return json ? text.json().toString() : scalar(text);
    }

    private static String name(List<KeyPath.Segment> way) {
        if (way.getFirst() instanceof KeyPath.Name(String name)) {
            return KeyPath.ROOT.name(name).toString();
        }
        throw new IllegalArgumentException("is a group, and no list");
    }

    /** As the writer of whole documents quotes it. */
    private String scalar(ConfigScalar value) {
        String line = YamlWriter.write((ConfigObject) wrapped(List.of(new KeyPath.Name("v")), value));
        return line.substring(line.indexOf(' ') + 1).stripTrailing();
    }
}
