package io.slipway.config.document;

import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Values in order. */
public record ConfigList(List<ConfigNode> elements, Position position) implements ConfigNode {
    public ConfigList {
        elements = List.copyOf(elements);
    }

    @Override
    public JsonNode json() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        elements.forEach(element -> array.add(element.json()));
        return array;
    }

    boolean sameList(ConfigNode other) {
        if (!(other instanceof ConfigList list) || list.elements.size() != elements.size()) {
            return false;
        }
        for (int i = 0; i < elements.size(); i++) {
            if (!elements.get(i).sameAs(list.elements.get(i))) {
                return false;
            }
        }
        return true;
    }
}
