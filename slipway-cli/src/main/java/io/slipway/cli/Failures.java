package io.slipway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

import io.slipway.cli.api.ApiProblemException;
import io.slipway.cli.api.Problem;
import io.slipway.cli.api.UnreachableException;
import io.slipway.cli.output.ClosedPipeException;
import io.slipway.events.Violation;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what went wrong and what to do, without a stack trace, and turns it into an exit status. */
final class Failures implements IExecutionExceptionHandler {
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_LARGE = 413;
    private static final int UNPROCESSABLE = 422;

    @Override
    public int handleExecutionException(Exception failure, CommandLine commandLine, ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        ExitCode code = switch (failure) {
            case ClosedPipeException left -> ExitCode.DONE;
            case InterruptedException interrupted -> ExitCode.FAILED;
            case ApiProblemException problem -> tell(problem.problem(), err);
            case UnreachableException unreachable -> say(err, unreachable.getMessage(), ExitCode.FAILED);
            case IllegalArgumentException usage -> say(err, usage.getMessage(), ExitCode.USAGE);
            case NoSuchFileException missing
            when missing.getReason() != null ->
                say(err, missing.getFile() + ": " + missing.getReason(), ExitCode.USAGE);
            case NoSuchFileException missing -> say(err, "there is no file " + missing.getFile(), ExitCode.USAGE);
            case FileAlreadyExistsException there ->
                say(err, there.getFile() + " is there already and stays as it is", ExitCode.FAILED);
            case IOException io -> say(err, io.getMessage(), ExitCode.FAILED);
            default -> {
                failure.printStackTrace(err);
                yield say(err, "this is a fault of slipway itself, please report it", ExitCode.FAILED);
            }
        };
        err.flush();
        return code.status();
    }

    private static ExitCode say(PrintWriter err, String words, ExitCode code) {
        err.println("slipway: " + words);
        return code;
    }

    private static ExitCode tell(Problem problem, PrintWriter err) {
        String title = problem.title() == null ? "HTTP " + problem.status() : problem.title();
        boolean listed = problem.errors() != null && !problem.errors().isEmpty();
        boolean repeated = listed
                && problem.errors().size() == 1
                && problem.detail() != null
                && problem.detail().contains(problem.errors().getFirst().message());
        err.println("slipway: " + title + (problem.detail() == null || repeated ? "" : ": " + problem.detail()));
        if (listed) {
            problem.errors().forEach(error -> err.println("  " + place(error) + error.message()));
        }
        if (problem.status() == UNAUTHORIZED) {
            err.println("  Set SLIPWAY_TOKEN, or SLIPWAY_DATA to the data folder of a local Slipway.");
        }
        return switch (problem.status()) {
            case BAD_REQUEST, TOO_LARGE, UNPROCESSABLE -> ExitCode.USAGE;
            default -> ExitCode.FAILED;
        };
    }

    private static String place(Violation error) {
        String document = error.document() == null ? "" : error.document() + ": ";
        String line = error.line() == 0 ? "" : "line " + error.line() + ", column " + error.column() + ": ";
        return document + line + (error.field().isEmpty() ? "" : error.field() + ": ");
    }
}
