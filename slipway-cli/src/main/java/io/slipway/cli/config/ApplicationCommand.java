package io.slipway.cli.config;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.command.ApiCommand;

import picocli.CommandLine.Parameters;

/** A command about the configuration of one application, as a server has it. */
abstract class ApplicationCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "APPLICATION", description = "The application.")
    private String application = "";

    @Override
    protected final ExitCode run(ApiClient api) throws Exception {
        return run(new ConfigApi(api, application));
    }

    /** Does it. */
    protected abstract ExitCode run(ConfigApi config) throws Exception;

    final String application() {
        return application;
    }
}
