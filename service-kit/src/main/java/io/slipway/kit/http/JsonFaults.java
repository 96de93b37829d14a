package io.slipway.kit.http;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Violation;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says what is wrong with a JSON body and where, without the names of our classes. */
final class JsonFaults {
    private JsonFaults() {}

    static Optional<Violation> in(@Nullable Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof JacksonException fault) {
                return Optional.of(violation(fault));
            }
        }
        return Optional.empty();
    }

    static Problem problem(Violation fault) {
        String where = fault.line() == 0 ? "" : " (line " + fault.line() + ", column " + fault.column() + ")";
        String field = fault.field().isEmpty() ? "" : fault.field() + ": ";
        return Problem.of(ProblemCode.MALFORMED_REQUEST, field + fault.message() + where, List.of(fault));
    }

    private static Violation violation(JacksonException fault) {
        TokenStreamLocation location = fault.getLocation();
        boolean known = location != null && location.getLineNr() > 0;
        return new Violation(
                path(fault.getPath()),
                known ? location.getLineNr() : 0,
                known ? location.getColumnNr() : 0,
                message(fault));
    }

    private static String message(JacksonException fault) {
        return switch (fault) {
            case UnrecognizedPropertyException unknown -> "there is no such field; known are " + known(unknown);
            case InvalidFormatException wrong -> wrong.getValue() + " is not a valid value here";
            case ValueInstantiationException wrong
            when wrong.getCause() != null -> String.valueOf(wrong.getCause().getMessage());
            case StreamReadException syntax -> "not valid JSON: " + withoutTokens(syntax.getOriginalMessage());
            default -> "a value of another kind is expected here";
        };
    }

    /** What stands there unquoted by mistake may be a secret; single characters say where the mistake is. */
    private static String withoutTokens(String message) {
        return message.replaceAll("'[^']{2,}'", "here").replaceAll("\"[^\"]{2,}\"", "here");
    }

    private static String known(UnrecognizedPropertyException unknown) {
        return String.join(
                ", ",
                unknown.getKnownPropertyIds().stream()
                        .map(String::valueOf)
                        .sorted()
                        .toList());
    }

    private static String path(List<JacksonException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference reference : references) {
            if (reference.getPropertyName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
            }
        }
        return path.toString();
    }
}
