package io.slipway.cli;

import java.io.PrintWriter;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line in one line, and where help is; not a page with the fault at its top. */
final class UsageErrors implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException fault, String[] args) {
        CommandLine command = fault.getCommandLine();
        PrintWriter err = command.getErr();
        boolean group = !command.getSubcommands().isEmpty();
        if (group && !(fault instanceof UnmatchedArgumentException) && !(fault instanceof MissingParameterException)) {
            command.usage(err);
            return ExitCode.USAGE.status();
        }
        err.println("slipway: " + fault.getMessage().replace("option option", "option"));
        UnmatchedArgumentException.printSuggestions(fault, err);
        err.println("  See: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitCode.USAGE.status();
    }
}
