package io.slipway.config.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Parsed;
import io.slipway.config.document.Position;

/**
 * A document with two members: {@code parameters}, which declares what has to be told, and {@code template}, which is the
 * configuration with <code>{{name}}</code> in its values.
 */
public final class ConfigTemplate {
    private static final String PARAMETERS = "parameters";
    private static final String TEMPLATE = "template";

    private final String document;
    private final SequencedMap<String, Parameter> parameters;
    private final ConfigObject body;

    private ConfigTemplate(String document, SequencedMap<String, Parameter> parameters, ConfigObject body) {
        this.document = document;
        this.parameters = parameters;
        this.body = body;
    }

    /** Reads a template; placeholders that nobody declares, and parameters that nobody uses, are faults already here. */
    public static Parsed<ConfigTemplate> read(ConfigTree document) {
        List<Fault> faults = new ArrayList<>();
        document.root().members().forEach((name, member) -> {
            if (!name.equals(PARAMETERS) && !name.equals(TEMPLATE)) {
                faults.add(Fault.at(member.at(), name, "is not known here; known are parameters, template"));
            }
        });
        ConfigObject declared = object(document, PARAMETERS, faults);
        ConfigObject body = object(document, TEMPLATE, faults);
        SequencedMap<String, Parameter> parameters = new LinkedHashMap<>();
        declared.members().forEach((name, member) -> {
            Parsed<Parameter> parameter =
                    Parameter.read(KeyPath.ROOT.name(PARAMETERS).name(name), name, member.at(), member.value());
            parameter.toOptional().ifPresent(valid -> parameters.put(name, valid));
            faults.addAll(parameter.faults());
        });
        Set<String> used = new HashSet<>();
        ConfigTree.leaves(body).forEach((key, node) -> used.addAll(placeholders(key, node, declared, faults)));
        if (faults.isEmpty()) {
            parameters.values().stream()
                    .filter(parameter -> !used.contains(parameter.name()))
                    .forEach(parameter -> faults.add(Fault.at(
                            parameter.at(),
                            KeyPath.ROOT.name(PARAMETERS).name(parameter.name()).toString(),
                            "no placeholder uses this parameter; write {{" + parameter.name()
                                    + "}} where it belongs, or take it out")));
        }
        return faults.isEmpty()
                ? Parsed.valid(new ConfigTemplate(document.document(), parameters, body))
                : Parsed.refused(faults);
    }

    /** What it wants to be told, by name. */
    public SequencedMap<String, Parameter> parameters() {
        return java.util.Collections.unmodifiableSequencedMap(parameters);
    }

    /**
     * The configuration of one environment, each value at its place in the template. A key whose value is a parameter that has
     * no value is left out.
     *
     * @param values what the environment says, a member for each parameter
     */
    public Parsed<ConfigTree> render(String environment, ConfigTree values) {
        List<Fault> faults = new ArrayList<>();
        Map<String, ConfigScalar> given = given(values, faults);
        parameters.values().forEach(parameter -> {
            if (parameter.requiredIn(environment)
                    && values.root().get(parameter.name()).isEmpty()) {
                faults.add(Fault.at(
                        values.root().position(),
                        parameter.name(),
                        "is missing; " + environment + " has to say it: " + parameter.expected()));
            }
            if (!given.containsKey(parameter.name())) {
                parameter.fallback().ifPresent(fallback -> given.put(parameter.name(), fallback));
            }
        });
        return faults.isEmpty() ? new Rendering(document, given).run(body) : Parsed.refused(faults);
    }

    private Map<String, ConfigScalar> given(ConfigTree values, List<Fault> faults) {
        Map<String, ConfigScalar> given = new LinkedHashMap<>();
        values.root().members().forEach((name, member) -> {
            Parameter parameter = parameters.get(name);
            if (parameter == null) {
                faults.add(Fault.at(
                        member.at(),
                        name,
                        "is no parameter of " + document
                                + (parameters.isEmpty()
                                        ? ", which declares none"
                                        : "; known are " + String.join(", ", parameters.keySet()))));
                return;
            }
            Optional<ConfigScalar> value = parameter.type().accept(member.value());
            value.ifPresentOrElse(
                    accepted -> given.put(name, accepted),
                    () -> faults.add(Fault.at(member.value().position(), name, parameter.expected())));
        });
        return given;
    }

    private static ConfigObject object(ConfigTree document, String name, List<Fault> faults) {
        Optional<ConfigNode> node = document.root().get(name);
        if (node.isPresent() && node.get() instanceof ConfigObject object) {
            return object;
        }
        faults.add(Fault.at(
                node.map(ConfigNode::position).orElse(new Position(document.document(), 0, 0)),
                name,
                node.isPresent() ? "has to be a group of keys" : "is missing"));
        return ConfigObject.EMPTY;
    }

    private static List<String> placeholders(KeyPath key, ConfigNode node, ConfigObject declared, List<Fault> faults) {
        if (key.toString().contains("{{")) {
            faults.add(Fault.at(node.position(), key.toString(), "a placeholder stands in a value, not in a name"));
        }
        if (!(node instanceof ConfigScalar scalar)) {
            return List.of();
        }
        try {
            List<String> names = Placeholders.parse(scalar.text()).names();
            for (String name : names) {
                if (declared.get(name).isEmpty()) {
                    faults.add(Fault.at(
                            node.position(), key.toString(), "there is no parameter " + name + "; declare it first"));
                }
            }
            return names;
        } catch (IllegalArgumentException e) {
            faults.add(Fault.at(node.position(), key.toString(), e.getMessage()));
            return List.of();
        }
    }
}
