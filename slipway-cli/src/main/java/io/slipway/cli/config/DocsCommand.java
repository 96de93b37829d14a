package io.slipway.cli.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.command.TerminalCommand;
import io.slipway.config.application.ConfigApplication;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;
import io.slipway.config.reference.ReferencePage;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "docs",
        description =
                "Print a Markdown page of all keys, from the schema: type, default, limits, where it is set, description.")
public final class DocsCommand extends TerminalCommand {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "The folder with slipway-config.yaml. Default: the current one.")
    private Path folder = Path.of(".");

    @Option(names = "--application", paramLabel = "NAME", description = "Heads the page. Default: the folder's name.")
    private @Nullable String application;

    @Override
    public Integer call() throws IOException {
        return switch (SourceFolder.read(folder).then(SourceFolder::application)) {
            case Parsed.Valid<ConfigApplication>(ConfigApplication known) -> {
                String name = application == null
                        ? folder.toAbsolutePath().normalize().getFileName().toString()
                        : application;
                terminal().out().print(ReferencePage.markdown(name, known.schema(), known.source()));
                terminal().out().flush();
                yield ExitCode.DONE.status();
            }
            case Parsed.Refused<ConfigApplication>(List<Fault> faults) -> {
                FaultPrinter.print(terminal().err(), folder, faults);
                yield ExitCode.USAGE.status();
            }
        };
    }
}
