package io.slipway.kit.http;

import java.util.List;

import io.slipway.events.Refusal;
import io.slipway.events.Violation;

/** The request is answered with a problem. */
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public ProblemException(ProblemCode code, String detail) {
        this(Problem.of(code, detail));
    }

    public ProblemException(Refusal refusal) {
        this(Problem.of(refusal));
    }

    /** One field or parameter of the request cannot be understood. */
    public static ProblemException malformed(String field, String message) {
        return new ProblemException(Problem.of(
                ProblemCode.MALFORMED_REQUEST, field + ": " + message, List.of(new Violation(field, 0, 0, message))));
    }

    public Problem problem() {
        return problem;
    }
}
