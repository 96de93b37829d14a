package io.slipway.config.render;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Parsed;

/**
 * Configuration as environment variables, named as Spring's relaxed binding reads them: dots and brackets become
 * underscores, hyphens vanish, letters are upper case.
 */
record EnvVariables(SortedMap<String, Variable> variables) {
    private static final Pattern NAME = Pattern.compile("[A-Z_][A-Z0-9_]*");

    /** A variable and the key it comes from. */
    record Variable(String name, KeyPath key, ConfigNode node) {
        String value() {
            return node instanceof ConfigScalar scalar ? scalar.text() : "";
        }

        Fault fault(String message) {
            return Fault.at(node.position(), key.toString(), message);
        }
    }

    static Parsed<EnvVariables> of(ConfigObject config) {
        SortedMap<String, Variable> variables = new TreeMap<>();
        List<Fault> faults = new ArrayList<>(Holes.in(config));
        ConfigTree.leaves(config).forEach((key, node) -> {
            if (node instanceof ConfigObject) {
                return;
            }
            Variable variable = new Variable(name(key), key, node);
            if (!NAME.matcher(variable.name()).matches()) {
                faults.add(variable.fault("has no name for an environment variable: it would be " + variable.name()));
                return;
            }
            if (variable.value().indexOf('\0') >= 0) {
                faults.add(variable.fault("has a NUL character, which ends an environment variable"));
                return;
            }
            Variable other = variables.putIfAbsent(variable.name(), variable);
            if (other != null) {
                faults.add(variable.fault("becomes " + variable.name() + ", as " + other.key() + " does"));
            }
        });
        return faults.isEmpty() ? Parsed.valid(new EnvVariables(variables)) : Parsed.refused(faults);
    }

    /** ASCII letters only change case: others have no upper case that every shell would read. */
    private static String name(KeyPath key) {
        StringBuilder name = new StringBuilder();
        for (KeyPath.Segment segment : key.segments()) {
            name.append(name.isEmpty() ? "" : "_");
            switch (segment) {
                case KeyPath.Index(int index) -> name.append(index);
                case KeyPath.Name(String part) -> part.chars().forEach(c -> append(name, (char) c));
            }
        }
        return name.toString();
    }

    private static void append(StringBuilder name, char c) {
        if (c == '.') {
            name.append('_');
        } else if (c != '-') {
            name.append(c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
        }
    }
}
