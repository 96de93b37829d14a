package io.slipway.cli.command;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.output.Table;
import io.slipway.cli.output.Words;
import io.slipway.events.deploy.view.DeploymentView;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "history", description = "List deployments, the newest first.", mixinStandardHelpOptions = true)
public final class HistoryCommand extends ApiCommand {
    @Parameters(arity = "0..1", paramLabel = "APPLICATION", description = "Only of this application.")
    private @Nullable String application;

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "ENVIRONMENT",
            description = "Only of this environment.")
    private @Nullable String environment;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "20",
            description = "How many at most. Default: ${DEFAULT-VALUE}")
    private int limit = 20;

    @Override
    protected ExitCode run(ApiClient api) {
        Map<String, @Nullable String> query = new LinkedHashMap<>();
        query.put("application", application);
        query.put("environment", environment);
        query.put("limit", String.valueOf(limit));
        List<DeploymentView> deployments = api.deployments(query);
        if (!output().isTable()) {
            print(deployments);
            return ExitCode.DONE;
        }
        Table table = new Table("DEPLOYMENT", "VERSION", "STATE", "REQUESTED", "BY", "TOOK", "WHY");
        Instant now = Instant.now();
        for (DeploymentView view : deployments) {
            table.row(
                    view.id(),
                    view.version(),
                    Words.of(view.state()) + (view.paused() ? " (paused)" : ""),
                    Words.ago(view.requestedAt(), now),
                    view.requestedBy(),
                    Words.duration(view.requestedAt(), view.finishedAt(), now),
                    view.rollbackOf() == null ? view.message() : "rollback of " + view.rollbackOf());
        }
        table.print(terminal(), "No deployment yet; start one with: slipway deploy APPLICATION --version VERSION");
        return ExitCode.DONE;
    }
}
