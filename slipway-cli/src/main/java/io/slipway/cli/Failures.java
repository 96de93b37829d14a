package io.slipway.cli;

import java.io.PrintWriter;

import io.slipway.cli.api.ApiProblemException;
import io.slipway.cli.api.Problem;
import io.slipway.cli.api.UnreachableException;
import io.slipway.events.Violation;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says what went wrong and what to do, without a stack trace, and turns it into an exit status. */
final class Failures implements IExecutionExceptionHandler {
    private static final int BAD_REQUEST = 400;
    private static final int UNPROCESSABLE = 422;
    private static final int UNAUTHORIZED = 401;

    @Override
    public int handleExecutionException(Exception failure, CommandLine commandLine, ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        ExitCode code = switch (failure) {
            case ApiProblemException problem -> tell(problem.problem(), err);
            case UnreachableException unreachable -> {
                err.println("slipway: " + unreachable.getMessage());
                yield ExitCode.FAILED;
            }
            case ParameterException usage -> {
                err.println("slipway: " + usage.getMessage());
                yield ExitCode.USAGE;
            }
            case IllegalArgumentException usage -> {
                err.println("slipway: " + usage.getMessage());
                yield ExitCode.USAGE;
            }
            case InterruptedException interrupted -> ExitCode.FAILED;
            default -> {
                err.println("slipway: " + failure);
                yield ExitCode.FAILED;
            }
        };
        err.flush();
        return code.status();
    }

    private static ExitCode tell(Problem problem, PrintWriter err) {
        String title = problem.title() == null ? "HTTP " + problem.status() : problem.title();
        err.println("slipway: " + title + (problem.detail() == null ? "" : ": " + problem.detail()));
        if (problem.errors() != null) {
            problem.errors().forEach(error -> err.println("  " + place(error) + error.message()));
        }
        if (problem.status() == UNAUTHORIZED) {
            err.println("  Set SLIPWAY_TOKEN, or SLIPWAY_DATA to the data folder of a local Slipway.");
        }
        boolean invalid = problem.status() == BAD_REQUEST || problem.status() == UNPROCESSABLE;
        return invalid ? ExitCode.USAGE : ExitCode.FAILED;
    }

    private static String place(Violation error) {
        String line = error.line() == 0 ? "" : "line " + error.line() + ", column " + error.column() + ": ";
        return line + (error.field().isEmpty() ? "" : error.field() + ": ");
    }
}
