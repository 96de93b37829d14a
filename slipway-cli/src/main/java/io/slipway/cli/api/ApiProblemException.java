package io.slipway.cli.api;

/** The server refused. */
public final class ApiProblemException extends RuntimeException {
    private final transient Problem problem;

    public ApiProblemException(Problem problem) {
        super(problem.detail() == null ? problem.title() : problem.detail());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
