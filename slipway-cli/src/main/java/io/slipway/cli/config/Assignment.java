package io.slipway.cli.config;

import java.util.List;

import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.DocumentFormat;
import io.slipway.config.document.DocumentReader;
import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Parsed;

import static java.nio.charset.StandardCharsets.UTF_8;

/** {@code key=value} as it was typed. */
record Assignment(KeyPath key, ConfigNode value) {

    /**
     * Reads one.
     *
     * @param asText whether the value is text whatever it looks like; else it is read as YAML
     * @throws IllegalArgumentException when it is none; the message has no value in it, which may be a secret
     */
    static Assignment parse(String typed, boolean asText) {
        int equals = typed.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("write KEY=VALUE; there is none in the word that begins with '"
                    + typed.substring(0, Math.min(10, typed.length())) + "'");
        }
        String name = typed.substring(0, equals);
        KeyPath key = key(name);
        String value = typed.substring(equals + 1);
        if (asText || value.startsWith("{cipher}")) {
            return new Assignment(key, ConfigScalar.string(value));
        }
        // A line break would begin another key.
        if (value.indexOf('\n') >= 0 || value.isEmpty()) {
            return new Assignment(key, ConfigScalar.string(value));
        }
        return switch (DocumentReader.read("value", DocumentFormat.YAML, ("value: " + value + "\n").getBytes(UTF_8))) {
            case Parsed.Valid<ConfigTree>(ConfigTree tree) ->
                new Assignment(key, tree.root().get("value").orElseThrow());
            case Parsed.Refused<ConfigTree>(List<Fault> faults) ->
                throw new IllegalArgumentException("the value of " + name + " cannot be read as YAML ("
                        + faults.getFirst().message() + "); say --text when it is text");
        };
    }

    static KeyPath key(String name) {
        try {
            return KeyPath.parse(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + name + "' is no key: " + e.getMessage(), e);
        }
    }
}
