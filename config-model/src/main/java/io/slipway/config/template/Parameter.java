package io.slipway.config.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.slipway.config.document.ConfigList;
import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Parsed;
import io.slipway.config.document.Position;

/**
 * What a template wants to be told.
 *
 * @param name how placeholders and values name it
 * @param type what a value has to be
 * @param fallback what it is when nobody says; empty for nothing
 * @param always whether every environment has to say
 * @param environments the environments that have to say
 * @param description for people
 * @param at where it is declared
 */
public record Parameter(
        String name,
        ParameterType type,
        Optional<ConfigScalar> fallback,
        boolean always,
        Set<String> environments,
        String description,
        Position at) {
    private static final Set<String> WORDS = Set.of("type", "default", "required", "description");

    boolean requiredIn(String environment) {
        return always || environments.contains(environment);
    }

    /** What is expected, and where that is said. */
    String expected() {
        return "expected " + type.words() + ", as " + at + " declares the parameter " + name;
    }

    /** Reads one declaration. */
    static Parsed<Parameter> read(KeyPath key, String name, Position at, ConfigNode node) {
        if (!(node instanceof ConfigObject object)) {
            return refused(node, key, "a parameter is declared by {type: ...}");
        }
        List<Fault> faults = new ArrayList<>();
        object.members().forEach((word, member) -> {
            if (!WORDS.contains(word)) {
                faults.add(Fault.at(
                        member.at(),
                        key.name(word).toString(),
                        "is not known here; known are type, default, required, description"));
            }
        });
        Optional<ParameterType> type = object.get("type").flatMap(ParameterType::read);
        if (type.isEmpty()) {
            faults.add(Fault.at(
                    object.get("type").orElse(object).position(),
                    key.name("type").toString(),
                    "has to be string, integer, number or boolean"));
        }
        Optional<ConfigScalar> fallback = object.get("default").flatMap(value -> {
            Optional<ConfigScalar> typed = type.flatMap(known -> known.accept(value));
            if (typed.isEmpty() && type.isPresent()) {
                faults.add(Fault.at(
                        value.position(),
                        key.name("default").toString(),
                        "expected " + type.get().words()));
            }
            return typed;
        });
        boolean always = object.get("required").map(Parameter::isTrue).orElse(false);
        Set<String> environments = object.get("required").map(Parameter::names).orElse(Set.of());
        return faults.isEmpty()
                ? Parsed.valid(new Parameter(
                        name, type.orElseThrow(), fallback, always, environments, text(object.get("description")), at))
                : Parsed.refused(faults);
    }

    private static boolean isTrue(ConfigNode node) {
        return node instanceof ConfigScalar scalar && scalar.text().equals("true");
    }

    private static Set<String> names(ConfigNode node) {
        Set<String> names = new TreeSet<>();
        if (node instanceof ConfigList list) {
            list.elements().forEach(element -> names.add(text(Optional.of(element))));
        }
        return names;
    }

    private static String text(Optional<ConfigNode> node) {
        return node.filter(ConfigScalar.class::isInstance)
                .map(scalar -> ((ConfigScalar) scalar).text())
                .orElse("");
    }

    private static Parsed<Parameter> refused(ConfigNode node, KeyPath key, String message) {
        return Parsed.refused(Fault.at(node.position(), key.toString(), message));
    }
}
