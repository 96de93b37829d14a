package io.slipway.events.cdevents;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types of CDEvents that have a record. */
public final class CDEventTypes {
    /** What the types of CDEvents begin with, the custom ones among them. */
    public static final String PREFIX = "dev.cdevents";

    private static final Map<String, Class<? extends CDEventContent>> BY_TYPE =
            records(CDEventContent.class).collect(Collectors.toUnmodifiableMap(CDEventTypes::of, Function.identity()));

    private CDEventTypes() {}

    /** All of them, by {@code context.type}. */
    public static Map<String, Class<? extends CDEventContent>> all() {
        return BY_TYPE;
    }

    public static Optional<Class<? extends CDEventContent>> find(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    /** The {@code context.type} that goes with a content. */
    public static String of(Class<? extends CDEventContent> content) {
        CDEventType type = content.getAnnotation(CDEventType.class);
        if (type == null) {
            throw new IllegalArgumentException(content.getName() + " has no @CDEventType");
        }
        return type.value();
    }

    private static Stream<Class<? extends CDEventContent>> records(Class<?> type) {
        if (type == OtherContent.class) {
            return Stream.empty();
        }
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(CDEventTypes::records)
                : Stream.of(type.asSubclass(CDEventContent.class));
    }
}
