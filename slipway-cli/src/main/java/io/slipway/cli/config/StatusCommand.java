package io.slipway.cli.config;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.command.ApiCommand;
import io.slipway.cli.output.Table;
import io.slipway.cli.output.Words;
import io.slipway.events.config.view.ConfigView;
import io.slipway.events.config.view.ConfigView.EnvironmentView;
import io.slipway.events.json.Json;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "status", description = "Show which revision each environment has, and which rollouts wait or run.")
public final class StatusCommand extends ApiCommand {
    @Parameters(arity = "0..1", paramLabel = "APPLICATION", description = "Only of this application.")
    private @Nullable String application;

    @Override
    protected ExitCode run(ApiClient api) {
        List<ConfigView> views = new ArrayList<>();
        if (application == null) {
            api.get("/api/v1/config")
                    .path("configurations")
                    .forEach(each -> views.add(Json.read(each, ConfigView.class)));
        } else {
            views.add(new ConfigApi(api, application).view());
        }
        if (!output().isTable()) {
            print(application == null ? views : views.getFirst());
            return ExitCode.DONE;
        }
        Table table = new Table("APPLICATION", "ENVIRONMENT", "REVISION", "SINCE", "APPROVED BY", "ROLLOUT");
        Instant now = Instant.now();
        views.forEach(view -> view.environments().forEach(environment -> row(table, view, environment, now)));
        table.print(terminal(), "No configuration yet; make it with: slipway config apply APPLICATION FOLDER");
        return ExitCode.DONE;
    }

    private static void row(Table table, ConfigView view, EnvironmentView environment, Instant now) {
        var inForce = environment.inForce();
        var rollout = environment.rollout();
        table.row(
                view.application(),
                environment.name(),
                Revisions.brief(environment.current()),
                inForce == null ? "-" : Words.ago(inForce.since(), now),
                inForce == null || inForce.approvedBy().isEmpty() ? "-" : String.join(", ", inForce.approvedBy()),
                rollout == null ? "-" : rollout.id() + ": " + RolloutWords.of(rollout, now));
    }
}
