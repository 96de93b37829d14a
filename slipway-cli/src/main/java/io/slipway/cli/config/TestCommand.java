package io.slipway.cli.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.command.TerminalCommand;
import io.slipway.cli.output.OutputOptions;
import io.slipway.config.application.ConfigApplication;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;
import io.slipway.events.config.EnvironmentPolicy;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "test",
        description = {
            "Check a folder as the server would, without one: formats, layers, schema, rules, references, secrets in the clear.",
            "Faults are printed as file:line:column; exit status 0 when there are none, 2 when there are."
        })
public final class TestCommand extends TerminalCommand {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "The folder with slipway-config.yaml. Default: the current one.")
    private Path folder = Path.of(".");

    @Mixin
    private OutputOptions output = new OutputOptions();

    /** @param revision null when the documents cannot be read */
    record Result(
            boolean passed, @Nullable String revision, int documents, List<String> environments, List<Fault> faults) {}

    @Override
    public Integer call() throws IOException {
        Parsed<SourceFolder> source = SourceFolder.read(folder);
        Parsed<ConfigApplication> readable = source.then(SourceFolder::application);
        List<Fault> faults = source.then(found -> found.checked("application")).faults();
        int documents =
                source.toOptional().map(found -> found.files().files().size()).orElse(0);
        Result result = new Result(
                faults.isEmpty(),
                readable.toOptional().map(known -> known.revision().hex()).orElse(null),
                documents,
                readable.toOptional()
                        .map(known -> known.declaration().environments().stream()
                                .map(EnvironmentPolicy::name)
                                .toList())
                        .orElse(List.of()),
                faults);
        if (output.isTable()) {
            tell(result);
        } else {
            output.print(terminal().out(), result);
        }
        return (result.passed() ? ExitCode.DONE : ExitCode.USAGE).status();
    }

    private void tell(Result result) {
        FaultPrinter.print(terminal().out(), folder, result.faults());
        if (result.passed()) {
            terminal()
                    .out()
                    .println(terminal().green("✓") + " revision " + Revisions.brief(result.revision()) + ": "
                            + result.documents() + " documents pass all checks for "
                            + String.join(", ", result.environments()));
        } else {
            terminal()
                    .err()
                    .println("slipway: " + result.faults().size()
                            + (result.faults().size() == 1 ? " fault" : " faults") + " in " + folder
                            + "; a server would refuse it");
        }
    }
}
