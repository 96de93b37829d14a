package io.slipway.deploy.http.github;

import java.util.List;

import io.slipway.events.Violation;
import io.slipway.kit.http.Problem;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;

/** What is wrong with a request; {@link GitHubDialect} says it in GitHub's words. */
final class Fault {
    static final String MISSING = "is missing";

    private Fault() {}

    static ProblemException missing(String field) {
        return invalid(field, MISSING);
    }

    static ProblemException invalid(String field, String message) {
        return new ProblemException(
                Problem.of(ProblemCode.INVALID, "Validation Failed", List.of(new Violation(field, 0, 0, message))));
    }

    static ProblemException notFound() {
        return new ProblemException(ProblemCode.NOT_FOUND, "Not Found");
    }
}
