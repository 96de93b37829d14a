package io.slipway.config.flag;

import java.util.List;

import io.slipway.config.document.ConfigList;
import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.layer.Sensitive;
import io.slipway.config.resolve.ResolvedConfig;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The values of variants, with references put in. A secret is refused: whoever has a flag evaluated sees its value. */
final class FlagValues {
    private final ResolvedConfig resolved;
    private final List<Fault> faults;

    FlagValues(ResolvedConfig resolved, List<Fault> faults) {
        this.resolved = resolved;
        this.faults = faults;
    }

    JsonNode of(KeyPath key, ConfigNode node) {
        return switch (node) {
            case ConfigScalar scalar -> single(key, scalar);
            case ConfigList list -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                for (int i = 0; i < list.elements().size(); i++) {
                    array.add(of(key.index(i), list.elements().get(i)));
                }
                yield array;
            }
            case ConfigObject object -> {
                ObjectNode json = JsonNodeFactory.instance.objectNode();
                object.members().forEach((name, member) -> json.set(name, of(key.name(name), member.value())));
                yield json;
            }
        };
    }

    private JsonNode single(KeyPath key, ConfigScalar scalar) {
        if (resolved.secrets().contains(key) || Sensitive.marked().test(key, scalar)) {
            faults.add(Fault.at(scalar.position(), key.toString(), "the value of a flag cannot be a secret"));
        }
        return resolved.values().getOrDefault(key, scalar).json();
    }
}
