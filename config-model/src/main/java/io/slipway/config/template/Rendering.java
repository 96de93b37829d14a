package io.slipway.config.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.slipway.config.document.ConfigList;
import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Parsed;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Puts values into a template. One use. */
final class Rendering {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, ConfigScalar> values;
    private final List<Fault> faults = new ArrayList<>();

    Rendering(Map<String, ConfigScalar> values) {
        this.values = values;
    }

    Parsed<String> run(ConfigObject body) {
        JsonNode rendered = object(KeyPath.ROOT, body);
        return faults.isEmpty() ? Parsed.valid(rendered.toPrettyString() + "\n") : Parsed.refused(faults);
    }

    private Optional<JsonNode> node(KeyPath key, ConfigNode node) {
        return switch (node) {
            case ConfigObject object -> Optional.of(object(key, object));
            case ConfigList list -> {
                ArrayNode elements = JSON.arrayNode();
                for (int i = 0; i < list.elements().size(); i++) {
                    node(key.index(i), list.elements().get(i)).ifPresent(elements::add);
                }
                yield Optional.of(elements);
            }
            case ConfigScalar scalar -> scalar(key, scalar);
        };
    }

    private ObjectNode object(KeyPath key, ConfigObject object) {
        ObjectNode members = JSON.objectNode();
        // A name with a dot is written as a key, so that it is read as one name again.
        object.members()
                .forEach((name, member) -> node(key.name(name), member.value())
                        .ifPresent(value -> members.set(KeyPath.ROOT.name(name).toString(), value)));
        return members;
    }

    private Optional<JsonNode> scalar(KeyPath key, ConfigScalar scalar) {
        Placeholders text = Placeholders.parse(scalar.text());
        if (text.isOne()) {
            return Optional.ofNullable(values.get(text.names().getFirst())).map(ConfigScalar::json);
        }
        if (scalar.type() != ConfigScalar.Type.STRING && scalar.type() != ConfigScalar.Type.UNTYPED) {
            return Optional.of(scalar.json());
        }
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < text.parts().size(); i++) {
            String part = text.parts().get(i);
            joined.append(i % 2 == 0 ? part : value(key, scalar, part));
        }
        return Optional.of(JSON.stringNode(joined.toString()));
    }

    private String value(KeyPath key, ConfigScalar at, String name) {
        ConfigScalar value = values.get(name);
        if (value == null) {
            faults.add(Fault.at(
                    at.position(), key.toString(), "the parameter " + name + " has no value to put into this text"));
            return "";
        }
        return value.text();
    }
}
