package io.slipway.config.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

import io.slipway.config.document.ConfigList;
import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.DocumentReader;
import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Parsed;

/** Puts values into a template. One use. */
final class Rendering {
    private final String document;
    private final Map<String, ConfigScalar> values;
    private final List<Fault> faults = new ArrayList<>();
    private long characters;

    Rendering(String document, Map<String, ConfigScalar> values) {
        this.document = document;
        this.values = values;
    }

    Parsed<ConfigTree> run(ConfigObject body) {
        ConfigObject rendered = object(KeyPath.ROOT, body);
        if (characters > DocumentReader.LARGEST) {
            faults.add(Fault.of(
                    document, "with all values put in, a document has at most " + DocumentReader.LARGEST + " bytes"));
        }
        return faults.isEmpty() ? Parsed.valid(new ConfigTree(document, rendered)) : Parsed.refused(faults);
    }

    private Optional<ConfigNode> node(KeyPath key, ConfigNode node) {
        return switch (node) {
            case ConfigObject object -> Optional.of(object(key, object));
            case ConfigList list -> {
                List<ConfigNode> elements = new ArrayList<>();
                for (int i = 0; i < list.elements().size(); i++) {
                    node(key.index(i), list.elements().get(i)).ifPresent(elements::add);
                }
                yield Optional.of(new ConfigList(elements, list.position()));
            }
            case ConfigScalar scalar -> scalar(key, scalar).map(value -> value);
        };
    }

    private ConfigObject object(KeyPath key, ConfigObject object) {
        SequencedMap<String, ConfigObject.Member> members = new LinkedHashMap<>();
        object.members()
                .forEach((name, member) -> node(key.name(name), member.value())
                        .ifPresent(value -> members.put(name, new ConfigObject.Member(member.at(), value))));
        return new ConfigObject(members, object.position());
    }

    private Optional<ConfigScalar> scalar(KeyPath key, ConfigScalar scalar) {
        Placeholders text = Placeholders.parse(scalar.text());
        if (text.isOne()) {
            return Optional.ofNullable(values.get(text.names().getFirst()))
                    .map(value -> counted(new ConfigScalar(value.type(), value.text(), scalar.position())));
        }
        if (scalar.type() != ConfigScalar.Type.STRING && scalar.type() != ConfigScalar.Type.UNTYPED) {
            return Optional.of(scalar);
        }
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < text.parts().size() && characters + joined.length() <= DocumentReader.LARGEST; i++) {
            String part = text.parts().get(i);
            joined.append(i % 2 == 0 ? part : value(key, scalar, part));
        }
        return Optional.of(counted(new ConfigScalar(ConfigScalar.Type.STRING, joined.toString(), scalar.position())));
    }

    /** Many placeholders with a long value would fill the memory. */
    private ConfigScalar counted(ConfigScalar scalar) {
        characters += scalar.text().length();
        return scalar;
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
