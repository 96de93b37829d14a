package io.slipway.cli.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.api.ApiProblemException;
import io.slipway.cli.api.Problem;
import io.slipway.cli.output.DeploymentPrinter;
import io.slipway.cli.output.Table;
import io.slipway.cli.output.Words;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.deploy.view.ApplicationView.EnvironmentView;
import io.slipway.events.deploy.view.DeploymentView;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        description = "Show what runs where; of one application, or one deployment with its steps.",
        mixinStandardHelpOptions = true)
public final class StatusCommand extends ApiCommand {
    private static final int NOT_FOUND = 404;

    @Parameters(
            arity = "0..1",
            paramLabel = "APPLICATION|DEPLOYMENT",
            description = "An application's name or a deployment's id. Default: everything.")
    private @Nullable String what;

    @Override
    protected ExitCode run(ApiClient api) {
        List<ApplicationView> all = api.applications();
        if (what == null) {
            return board(api, all, all);
        }
        List<ApplicationView> named =
                all.stream().filter(view -> view.name().equals(what)).toList();
        return named.isEmpty() ? deployment(api, what) : board(api, named, named.getFirst());
    }

    private ExitCode board(ApiClient api, List<ApplicationView> applications, Object whole) {
        if (!output().isTable()) {
            print(whole);
            return ExitCode.DONE;
        }
        if (applications.isEmpty()) {
            terminal().err().println("No application is declared yet; declare one with: slipway apply -f slipway.yaml");
            return ExitCode.DONE;
        }
        // Where no application has a configuration, nobody wants to read of it.
        boolean configured = applications.stream()
                .flatMap(application -> application.environments().stream())
                .anyMatch(environment -> environment.configRevision() != null);
        Table table = configured
                ? new Table("APPLICATION", "ENVIRONMENT", "VERSION", "SINCE", "CONFIG", "RUNNING", "QUEUE")
                : new Table("APPLICATION", "ENVIRONMENT", "VERSION", "SINCE", "RUNNING", "QUEUE");
        for (ApplicationView application : applications) {
            application.environments().forEach(environment -> row(api, table, configured, application, environment));
        }
        table.print(terminal().out());
        return ExitCode.DONE;
    }

    private static void row(
            ApiClient api, Table table, boolean configured, ApplicationView application, EnvironmentView environment) {
        var release = environment.release();
        String running = environment.running() == null ? "-" : running(api.deployment(environment.running()));
        List<String> cells = new ArrayList<>(List.of(
                application.name(),
                environment.name(),
                release == null ? "-" : release.version(),
                release == null ? "-" : Words.ago(release.at(), Instant.now())));
        if (configured) {
            cells.add(environment.configRevision() == null ? "-" : Words.revision(environment.configRevision()));
        }
        cells.add(running);
        cells.add(environment.queue().isEmpty() ? "-" : String.join(", ", environment.queue()));
        table.row(cells.toArray(String[]::new));
    }

    private static String running(DeploymentView view) {
        return view.id() + " (" + view.version() + ", " + Words.of(view.state()) + (view.paused() ? ", paused" : "")
                + ")";
    }

    private static DeploymentView found(ApiClient api, String id) {
        try {
            return api.deployment(id);
        } catch (ApiProblemException e) {
            Problem problem = e.problem();
            throw problem.status() == NOT_FOUND
                    ? new ApiProblemException(new Problem(
                            problem.title(), NOT_FOUND, "There is no application and no deployment " + id + ".", null))
                    : e;
        }
    }

    private ExitCode deployment(ApiClient api, String id) {
        DeploymentView view = found(api, id);
        if (output().isTable()) {
            new DeploymentPrinter(terminal())
                    .lines(view, Instant.now())
                    .forEach(terminal().out()::println);
        } else {
            print(view);
        }
        return ExitCode.DONE;
    }
}
