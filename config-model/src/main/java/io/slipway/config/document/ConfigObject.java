package io.slipway.config.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Named values in the order of the document. A name is one level: dots in a document's key have become levels. */
public record ConfigObject(SequencedMap<String, Member> members, Position position) implements ConfigNode {
    /**
     * @param at where the name stands, which for an object or list may be lines above its first value
     */
    public record Member(Position at, ConfigNode value) {}

    public static final ConfigObject EMPTY = new ConfigObject(new LinkedHashMap<>(), Position.NONE);

    public ConfigObject {
        members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
    }

    public Optional<ConfigNode> get(String name) {
        return Optional.ofNullable(members.get(name)).map(Member::value);
    }

    @Override
    public JsonNode json() {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        members.forEach((name, member) -> object.set(name, member.value().json()));
        return object;
    }

    boolean sameObject(ConfigNode other) {
        return other instanceof ConfigObject object
                && object.members.keySet().equals(members.keySet())
                && members.entrySet().stream()
                        .allMatch(entry -> entry.getValue()
                                .value()
                                .sameAs(object.members.get(entry.getKey()).value()));
    }
}
