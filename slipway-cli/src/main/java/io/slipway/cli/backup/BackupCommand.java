package io.slipway.cli.backup;

import io.slipway.backup.restic.ResticRepository;
import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.api.Connection;
import io.slipway.cli.command.TerminalCommand;
import io.slipway.cli.output.OutputOptions;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command about backups: asks a server, or, where a repository is named, looks into that one itself. */
abstract class BackupCommand extends TerminalCommand {
    @ParentCommand
    private BackupCommandLine group = new BackupCommandLine();

    @Mixin
    private Connection connection = new Connection();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public final Integer call() throws Exception {
        RepositoryPlace options = group.repository();
        check();
        if (options.location().isEmpty()) {
            refuse("it opens a repository itself, and none is named; name it with --repository", "--passphrase-file");
            return online(connection.client()).status();
        }
        refuse(
                "a repository is named, and so no server is asked ("
                        + options.location().get() + ")",
                "--url",
                "--token",
                "--as",
                "--idempotency-key");
        try (ResticRepository repository = RepositoryDoor.open(options)) {
            return offline(repository).status();
        }
    }

    /**
     * Looks at the options before anything else is done.
     *
     * @throws IllegalArgumentException if they do not go together
     */
    protected void check() {}

    /**
     * Refuses options that were typed and mean nothing here, rather than leave somebody believe in them.
     *
     * @param why in half a sentence
     */
    protected final void refuse(String why, String... options) {
        new TypedOptions(spec).refuse(why, options);
    }

    /** Does it through a server. */
    protected ExitCode online(ApiClient api) throws Exception {
        throw new IllegalArgumentException(spec.qualifiedName()
                + " looks into a repository itself; name it with --repository, or with SLIPWAY_REPOSITORY");
    }

    /** Does it in a repository, without a server. */
    protected abstract ExitCode offline(ResticRepository repository) throws Exception;

    protected final OutputOptions output() {
        return output;
    }

    /** Prints data whole, where it is not wanted as a table. */
    protected final void print(Object data) {
        output.print(terminal().out(), data);
    }
}
