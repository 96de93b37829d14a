package io.slipway.config.render;

import java.util.List;
import java.util.regex.Pattern;

import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;

/** Files of NAME=value lines. */
final class EnvFile {
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_./:@%+,=-]*");

    private EnvFile() {}

    /**
     * For tools that know quotes. Single quotes are taken literally by all of them; only a value that has one itself, or a
     * carriage return, is put into double quotes with backslashes.
     */
    static Parsed<String> shell(EnvVariables variables) {
        StringBuilder file = new StringBuilder();
        variables
                .variables()
                .forEach((name, variable) -> file.append(name)
                        .append('=')
                        .append(quoted(variable.value()))
                        .append('\n'));
        return Parsed.valid(file.toString());
    }

    /** For Docker, to which everything after the equals sign is the value. */
    static Parsed<String> docker(EnvVariables variables) {
        List<Fault> faults = variables.variables().values().stream()
                .filter(variable ->
                        variable.value().contains("\n") || variable.value().contains("\r"))
                .map(variable -> variable.fault("has more than one line, which docker --env-file cannot read"))
                .toList();
        StringBuilder file = new StringBuilder();
        variables
                .variables()
                .forEach((name, variable) ->
                        file.append(name).append('=').append(variable.value()).append('\n'));
        return faults.isEmpty() ? Parsed.valid(file.toString()) : Parsed.refused(faults);
    }

    private static String quoted(String value) {
        if (BARE.matcher(value).matches()) {
            return value;
        }
        if (value.indexOf('\'') < 0 && value.indexOf('\r') < 0) {
            return "'" + value + "'";
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : value.toCharArray()) {
            switch (c) {
                case '\\', '"', '$', '`' -> quoted.append('\\').append(c);
                case '\r' -> quoted.append("\\r");
                default -> quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
