package io.slipway.config.template;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigScalar;

/** What the value of a parameter can be. */
public enum ParameterType {
    STRING("text", ConfigScalar.Type.STRING, ".*"),
    INTEGER("an integer", ConfigScalar.Type.NUMBER, "-?(0|[1-9]\\d{0,30})"),
    NUMBER("a number", ConfigScalar.Type.NUMBER, "-?(0|[1-9]\\d{0,30})(\\.\\d{1,30})?"),
    BOOLEAN("true or false", ConfigScalar.Type.BOOLEAN, "true|false");

    private final String words;
    private final ConfigScalar.Type scalar;
    private final Pattern pattern;

    ParameterType(String words, ConfigScalar.Type scalar, String pattern) {
        this.words = words;
        this.scalar = scalar;
        this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
    }

    /** The type, fit to follow "expected". */
    String words() {
        return words;
    }

    static Optional<ParameterType> read(ConfigNode node) {
        return node instanceof ConfigScalar scalar
                ? Arrays.stream(values())
                        .filter(type -> type.name().toLowerCase(Locale.ROOT).equals(scalar.text()))
                        .findAny()
                : Optional.empty();
    }

    /** The value with this type; empty when it is something else. Text without a type is taken by its looks. */
    Optional<ConfigScalar> accept(ConfigNode node) {
        return node instanceof ConfigScalar given
                        && (given.type() == scalar || given.type() == ConfigScalar.Type.UNTYPED)
                        && pattern.matcher(given.text()).matches()
                ? Optional.of(new ConfigScalar(scalar, given.text(), given.position()))
                : Optional.empty();
    }
}
