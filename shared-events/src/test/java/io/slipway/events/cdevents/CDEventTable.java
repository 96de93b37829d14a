package io.slipway.events.cdevents;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What the specification says of each type, as {@code cdevents/types.txt} holds it. */
final class CDEventTable {
    /** @param kind {@code text}, {@code reference}, …, or the values that are allowed, with bars between */
    record Field(String name, String kind, boolean required) {}

    /** @param subjectType whether the subject may say its type */
    record Type(String name, boolean subjectType, List<Field> fields) {}

    static final Map<String, Type> TYPES = read();

    private CDEventTable() {}

    private static Map<String, Type> read() {
        Map<String, Type> types = new LinkedHashMap<>();
        try (var lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(CDEventTable.class.getResourceAsStream("/cdevents/types.txt")),
                StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(CDEventTable::type)
                    .forEach(type -> types.put(type.name(), type));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return types;
    }

    private static Type type(String line) {
        String[] sides = line.split(" ;", 2);
        String[] head = sides[0].split(" ");
        List<Field> fields = Stream.of(sides[1].strip().split(" "))
                .filter(field -> !field.isEmpty())
                .map(CDEventTable::field)
                .toList();
        return new Type("dev.cdevents." + head[0] + "." + head[1], head.length > 2, fields);
    }

    private static Field field(String text) {
        String[] parts = text.split(":", 2);
        boolean required = parts[0].endsWith("!");
        return new Field(required ? parts[0].substring(0, parts[0].length() - 1) : parts[0], parts[1], required);
    }
}
