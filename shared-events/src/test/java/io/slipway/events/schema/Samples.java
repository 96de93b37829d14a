package io.slipway.events.schema;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.slipway.events.Message;

import tools.jackson.databind.node.JsonNodeFactory;

/** Messages with every field set, always the same; lists hold one element of each kind there is. */
public final class Samples {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

    private Samples() {}

    public static <M extends Message> M of(Class<M> message) {
        return message.cast(records(message).getFirst());
    }

    /** Records of a type that is no message, so many that every variant and enum value occurs. */
    static <R extends Record> List<R> all(Class<R> type) {
        return plain(type.getSimpleName(), type).stream().map(type::cast).toList();
    }

    private static List<?> of(String name, Type type) {
        return switch (type) {
            case Class<?> plain -> plain(name, plain);
            case ParameterizedType generic
            when generic.getRawType() == List.class -> List.of(of(name, generic.getActualTypeArguments()[0]));
            case ParameterizedType generic
            when generic.getRawType() == Map.class ->
                List.of(Map.of(
                        name + "-key",
                        of(name, generic.getActualTypeArguments()[1]).getFirst()));
            default -> throw new IllegalStateException("no sample of " + type);
        };
    }

    private static List<?> plain(String name, Class<?> type) {
        if (type.isRecord()) {
            return records(type);
        }
        if (type.isEnum()) {
            return List.of(type.getEnumConstants());
        }
        if (type.isSealed() && type.isInterface()) {
            return Stream.of(type.getPermittedSubclasses())
                    .flatMap(variant -> plain(name, variant).stream())
                    .toList();
        }
        return List.of(scalar(name, type));
    }

    private static Object scalar(String name, Class<?> type) {
        return switch (type.getSimpleName()) {
            case "String" -> name;
            case "int", "Integer" -> name.length();
            case "long", "Long" -> (long) name.length();
            case "double" -> 0.5;
            case "boolean", "Boolean" -> true;
            case "Instant" -> AT;
            case "Duration" -> Duration.ofSeconds(name.length());
            case "ZoneId" -> ZoneId.of("Europe/Berlin");
            case "URI" -> URI.create("/" + name);
            case "JsonNode" -> JsonNodeFactory.instance.objectNode().put(name, true);
            default -> throw new IllegalStateException("no sample of " + type);
        };
    }

    /** As many as the component with the most kinds has, so that each kind occurs. */
    private static List<Object> records(Class<?> record) {
        List<List<?>> values = Stream.of(record.getRecordComponents())
                .<List<?>>map(component -> of(component.getName(), component.getGenericType()))
                .toList();
        int count = values.stream().mapToInt(List::size).max().orElse(1);
        List<Object> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int index = i;
            samples.add(create(
                    record,
                    values.stream()
                            .map(kinds -> (Object) kinds.get(index % kinds.size()))
                            .toArray()));
        }
        return samples;
    }

    private static Object create(Class<?> record, Object[] values) {
        Class<?>[] types = Stream.of(record.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            var constructor = record.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no sample of " + record, e);
        }
    }
}
