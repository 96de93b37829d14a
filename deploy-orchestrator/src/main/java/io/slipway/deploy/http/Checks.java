package io.slipway.deploy.http;

import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.SourceRef;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;

/** What a value of a request has to look like; what does not is a problem that names its field. */
public final class Checks {
    private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,38}[a-z0-9])?");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");
    private static final int TEXT_LIMIT = 1000;
    private static final int MOST_ARTIFACTS = 50;

    private Checks() {}

    /** A name in the path: what can be no name is not found. */
    static String existing(String kind, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "There is no " + kind + " of this name.");
        }
        return name;
    }

    static @Nullable String name(String field, @Nullable String value) {
        if (value != null && !NAME.matcher(value).matches()) {
            throw ProblemException.malformed(
                    field,
                    "lower-case letters, digits and hyphens are expected, beginning with a letter, at most 40 of them");
        }
        return value;
    }

    public static String version(@Nullable String value) {
        if (value == null) {
            throw ProblemException.malformed("version", "is missing");
        }
        if (!VERSION.matcher(value).matches()) {
            throw ProblemException.malformed(
                    "version", "1 to 100 letters, digits, dots, plus signs, underscores or hyphens are expected");
        }
        return value;
    }

    public static @Nullable String text(String field, @Nullable String value) {
        if (value != null && value.length() > TEXT_LIMIT) {
            throw ProblemException.malformed(field, "at most " + TEXT_LIMIT + " characters are expected");
        }
        return value;
    }

    /** A text that has to be there. */
    static String needed(String field, @Nullable String value) {
        String text = text(field, value);
        if (text == null || text.isBlank()) {
            throw ProblemException.malformed(field, "is missing");
        }
        return text;
    }

    public static @Nullable SourceRef source(@Nullable SourceRef source) {
        if (source != null) {
            text("source.repository", source.repository());
            text("source.ref", source.ref());
            text("source.path", source.path());
            if (source.repository() == null && source.path() == null) {
                throw ProblemException.malformed("source", "a repository or a path is expected");
            }
        }
        return source;
    }

    public static Map<String, String> artifacts(@Nullable Map<String, @Nullable String> artifacts) {
        if (artifacts == null) {
            return Map.of();
        }
        if (artifacts.size() > MOST_ARTIFACTS) {
            throw ProblemException.malformed("artifacts", "at most " + MOST_ARTIFACTS + " are expected");
        }
        artifacts.forEach((service, address) -> {
            name("artifacts." + service, service);
            if (address == null || address.isBlank()) {
                throw ProblemException.malformed("artifacts." + service, "an address is expected");
            }
            text("artifacts." + service, address);
        });
        return Map.copyOf(artifacts);
    }
}
