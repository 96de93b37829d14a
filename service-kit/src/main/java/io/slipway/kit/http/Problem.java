package io.slipway.kit.http;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import io.slipway.events.Refusal;
import io.slipway.events.Violation;

/**
 * An error answer (RFC 9457).
 *
 * @param type which kind of problem, see {@link ProblemCode#type()}
 * @param detail what is wrong with this request and what would be right, for a person
 * @param instance the path that was asked for
 * @param errors the single faults, where there are several or where they have a place
 * @param correlationId to find the request in the logs
 */
public record Problem(
        URI type,
        String title,
        int status,
        String detail,
        @Nullable URI instance,
        List<Violation> errors,
        @Nullable String correlationId) {
    public Problem {
        errors = List.copyOf(errors);
    }

    /** A problem that does not know yet which request it answers. */
    public static Problem of(ProblemCode code, String detail, List<Violation> errors) {
        return new Problem(code.type(), code.title(), code.status(), detail, null, errors, null);
    }

    public static Problem of(ProblemCode code, String detail) {
        return of(code, detail, List.of());
    }

    /** The problem that a refused command becomes. */
    public static Problem of(Refusal refusal) {
        return of(ProblemCode.of(refusal.code().httpStatus()), refusal.detail(), refusal.violations());
    }

    Problem withStatus(int other) {
        return new Problem(type, title, other, detail, instance, errors, correlationId);
    }

    Problem at(@Nullable URI path, String correlation) {
        return new Problem(type, title, status, detail, path, errors, correlation);
    }

    ResponseEntity<Object> response() {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(this);
    }
}
