package io.slipway.cli.backup;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slipway backup}, which groups, and says which repository is meant where there is no server. */
@Command(
        name = "backup",
        description = {
            "Take, show, prove and restore backups.",
            "With --repository it works directly in a repository, and needs neither a server nor a broker."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            RunCommand.class,
            ListCommand.class,
            ShowCommand.class,
            LsCommand.class,
            CatCommand.class,
            FindCommand.class,
            DiffCommand.class,
            RestoreCommand.class,
            CheckCommand.class,
            VerifyCommand.class,
            RepairCommand.class,
            DrillCommand.class,
            ReportCommand.class,
            PolicyCommand.class,
            PruneCommand.class,
            ForgetCommand.class,
            HoldCommand.class,
        })
public final class BackupCommandLine {
    @Mixin
    private RepositoryPlace repository = new RepositoryPlace();

    RepositoryPlace repository() {
        return repository;
    }
}
