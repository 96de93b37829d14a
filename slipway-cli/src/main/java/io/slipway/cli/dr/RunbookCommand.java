package io.slipway.cli.dr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.backup.BackupApi;
import io.slipway.cli.command.ApiCommand;
import io.slipway.events.backup.view.BackupView;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "runbook",
        description = {
            "Write down, as Markdown, how an environment is brought back after a total loss: order, commands, keys, contacts,",
            "objectives, and what the last drill measured. Keep it where it can be read when nothing else can."
        },
        footer = {"", "Example: slipway dr runbook crm -e production --to crm-production.md"})
public final class RunbookCommand extends ApiCommand {
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
    protected ExitCode run(ApiClient api) throws IOException {
        BackupView view = new BackupApi(api, application).view();
        String text = new Runbook(view, environment, Instant.now()).markdown();
        if (to == null) {
            terminal().out().print(text);
            terminal().out().flush();
        } else {
            Files.writeString(to, text);
            terminal().err().println("The runbook is in " + to + ".");
        }
        return ExitCode.DONE;
    }
}
