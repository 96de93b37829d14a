package io.slipway.cli.command;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.output.ChangesPrinter;
import io.slipway.events.deploy.view.ChangesView;
import io.slipway.events.json.Json;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        description = "Show what would be different in an environment if what serves another one came there:"
                + " artifacts, how they are run, and commits. Changes nothing.",
        mixinStandardHelpOptions = true)
public final class DiffCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "APPLICATION", description = "The application.")
    private String application = "";

    @Parameters(index = "1", paramLabel = "FROM", description = "The environment whose release would come.")
    private String from = "";

    @Parameters(index = "2", paramLabel = "TO", description = "The environment it would come to.")
    private String to = "";

    @Override
    protected ExitCode run(ApiClient api) {
        String path = "/api/v1/applications/" + ApiClient.encode(application) + "/environments/" + ApiClient.encode(to)
                + "/changes?from=" + ApiClient.encode(from);
        ChangesView changes = Json.read(api.get(path), ChangesView.class);
        if (!output().isTable()) {
            print(changes);
            return ExitCode.DONE;
        }
        String now = changes.serving() == null ? "nothing" : changes.servingVersion() + " (" + changes.serving() + ")";
        terminal()
                .out()
                .println(terminal()
                        .bold(changes.application() + " " + changes.environment() + ": " + now + " would become "
                                + changes.comingVersion() + " (" + changes.coming() + ")"));
        new ChangesPrinter(terminal()).print(changes);
        return ExitCode.DONE;
    }
}
