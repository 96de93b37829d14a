package io.slipway.cli.backup;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.command.ApiCommand;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command about backups that only a server can do, because it knows the policies and has the secrets. */
abstract class ServerCommand extends ApiCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    protected final ExitCode run(ApiClient api) throws Exception {
        new TypedOptions(spec)
                .refuse(
                        spec.qualifiedName() + " is a server's work; name the server with --url",
                        "--repository",
                        "--passphrase-file");
        return ask(api);
    }

    /** Does it. */
    protected abstract ExitCode ask(ApiClient api) throws Exception;
}
