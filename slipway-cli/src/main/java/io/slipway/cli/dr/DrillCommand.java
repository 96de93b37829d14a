package io.slipway.cli.dr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.backup.RepositoryDoor;
import io.slipway.cli.backup.RepositoryPlace;
import io.slipway.cli.command.TerminalCommand;
import io.slipway.cli.output.OutputOptions;
import io.slipway.cli.output.Terminal;
import io.slipway.cli.output.Words;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "drill",
        description = {
            "Rehearse a total loss: with nothing but a repository and its passphrase, the newest snapshot of each source is",
            "restored into a place of its own and compared with what was backed up, step by step and timed.",
            "Exit status 0 when every step passed, 1 when one failed."
        },
        footer = {
            "",
            "Example: slipway dr drill --repository /backups/crm --passphrase-file passphrase --work /tmp/drill"
        })
public final class DrillCommand extends TerminalCommand {
    @Mixin
    private RepositoryPlace repository = new RepositoryPlace();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--work",
            required = true,
            paramLabel = "FOLDER",
            description = "Where it is restored to; must not be there yet, and stays to be looked at.")
    private Path work = Path.of("");

    @Option(
            names = "--to-mongodb",
            paramLabel = "URI",
            description =
                    "A server that databases are restored into, under names that end in _drill, and removed from again."
                            + " Default: they are read from end to end and compared only.")
    private @Nullable String mongodb;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report there too, as Markdown.")
    private @Nullable Path reportFile;

    @Override
    public Integer call() throws IOException {
        if (repository.location().isEmpty()) {
            throw new IllegalArgumentException("name the repository with --repository: a loss leaves nothing else");
        }
        LossDrill.fresh(work);
        DrillReport report = new LossDrill(
                        new Scratch(
                                work,
                                mongodb,
                                new ControlPlane(Path.of(System.getProperty("slipway.home", ".")), repository)),
                        new Told(terminal()),
                        InstantSource.system())
                .run(() -> RepositoryDoor.open(repository));
        if (reportFile != null) {
            Files.writeString(reportFile, report.markdown());
        }
        if (output.isTable()) {
            terminal()
                    .out()
                    .println((report.passed() ? "✓ passed" : "✗ failed") + "  restored in "
                            + Words.of(report.measuredRto())
                            + (report.measuredRpo() == null
                                    ? ""
                                    : ", its data was " + Words.of(report.measuredRpo()) + " old"));
        } else {
            output.print(terminal().out(), report);
        }
        return (report.passed() ? ExitCode.DONE : ExitCode.FAILED).status();
    }

    /** Says each step as it ends. */
    private record Told(Terminal terminal) implements LossDrill.DrillListener {
        @Override
        public void begins(String title) {
            if (terminal.interactive()) {
                terminal.err().print("▸ " + title);
                terminal.err().flush();
            }
        }

        @Override
        public void ended(DrillStep step) {
            terminal.err()
                    .println((terminal.interactive() ? "\r\u001b[K" : "") + (step.passed() ? "✓ " : "✗ ") + step.title()
                            + "  " + Words.of(step.took()) + "  " + step.detail());
        }
    }
}
