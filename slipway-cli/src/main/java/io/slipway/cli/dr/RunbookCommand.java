package io.slipway.cli.dr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.restic.ResticRepository;
import io.slipway.cli.ExitCode;
import io.slipway.cli.api.Connection;
import io.slipway.cli.backup.BackupApi;
import io.slipway.cli.backup.RepositoryDoor;
import io.slipway.cli.backup.RepositoryPlace;
import io.slipway.cli.command.TerminalCommand;
import io.slipway.events.backup.runbook.Runbook;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "runbook",
        description = {
            "Write down, as Markdown, how an environment is brought back after a total loss: order, commands, keys, contacts,",
            "objectives, and what the last drill measured. Keep it where it can be read when nothing else can.",
            "With --repository it is written from the snapshots alone, without what only a Slipway knows."
        },
        footer = {
            "",
            "Examples: slipway dr runbook crm -e production --to crm-production.md",
            "          slipway dr runbook crm --repository /backups/crm --passphrase-file passphrase"
        })
public final class RunbookCommand extends TerminalCommand {
    @Mixin
    private Connection connection = new Connection();

    @Mixin
    private RepositoryPlace repository = new RepositoryPlace();

    @Parameters(index = "0", paramLabel = "APPLICATION", description = "The application.")
    private String application = "";

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "ENVIRONMENT",
            defaultValue = "production",
            description = "Which environment. Default: ${DEFAULT-VALUE}")
    private String environment = "production";

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "Where it goes, over what is there. Default: standard output.")
    private @Nullable Path to;

    @Override
    public Integer call() throws IOException {
        String text = runbook().markdown();
        if (to == null) {
            terminal().out().print(text);
            terminal().out().flush();
        } else {
            Files.writeString(to, text);
            terminal().err().println("The runbook is in " + to + ".");
        }
        return ExitCode.DONE.status();
    }

    private Runbook runbook() throws IOException {
        if (repository.location().isEmpty()) {
            return new Runbook(
                    new BackupApi(connection.client(), application).view(),
                    environment,
                    Runbook.Origin.POLICIES,
                    Instant.now());
        }
        try (ResticRepository opened = RepositoryDoor.open(repository)) {
            SnapshotsAlone snapshots = SnapshotsAlone.in(
                    opened,
                    repository.location().get(),
                    repository.passphraseFile().orElse(null));
            return new Runbook(snapshots.of(application), environment, Runbook.Origin.REPOSITORY, Instant.now());
        }
    }
}
