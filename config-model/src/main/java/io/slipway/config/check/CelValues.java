package io.slipway.config.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.cel.common.values.NullValue;
import tools.jackson.databind.JsonNode;

/** JSON as the Common Expression Language knows it: whole numbers of 64 bits are int, all others double. */
public final class CelValues {
    private CelValues() {}

    public static Object of(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                node.properties().forEach(member -> members.put(member.getKey(), of(member.getValue())));
                yield members;
            }
            case ARRAY -> {
                List<Object> elements = new ArrayList<>();
                node.forEach(element -> elements.add(of(element)));
                yield elements;
            }
            case NUMBER ->
                node.isIntegralNumber() && node.canConvertToLong() ? node.asLong() : (Object) node.asDouble();
            case BOOLEAN -> node.booleanValue();
            case STRING -> node.asString();
            default -> NullValue.NULL_VALUE;
        };
    }
}
