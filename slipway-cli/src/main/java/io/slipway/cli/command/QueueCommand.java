package io.slipway.cli.command;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.output.Table;
import io.slipway.cli.output.Words;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.deploy.view.ApplicationView.EnvironmentView;
import io.slipway.events.deploy.view.DeploymentView;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "queue",
        description = "Show who holds the environments of an application, and who waits.",
        mixinStandardHelpOptions = true)
public final class QueueCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "APPLICATION", description = "The application.")
    private String application = "";

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "ENVIRONMENT",
            description = "Only of this environment.")
    private @Nullable String environment;

    @Override
    protected ExitCode run(ApiClient api) {
        ApplicationView view = api.application(application);
        List<DeploymentView> deployments = view.environments().stream()
                .filter(lane -> environment == null || lane.name().equals(environment))
                .flatMap(QueueCommand::ids)
                .map(api::deployment)
                .toList();
        if (!output().isTable()) {
            print(deployments);
            return ExitCode.DONE;
        }
        Table table = new Table("ENVIRONMENT", "POSITION", "DEPLOYMENT", "VERSION", "STATE", "REQUESTED", "BY");
        for (DeploymentView deployment : deployments) {
            table.row(
                    deployment.environment(),
                    deployment.queuePosition() == 0 ? "holds it" : String.valueOf(deployment.queuePosition()),
                    deployment.id(),
                    deployment.version(),
                    Words.of(deployment.state()),
                    Words.ago(deployment.requestedAt(), Instant.now()),
                    deployment.requestedBy());
        }
        table.print(terminal(), "Nothing runs, and nothing waits.");
        return ExitCode.DONE;
    }

    private static Stream<String> ids(EnvironmentView lane) {
        return Stream.concat(Stream.ofNullable(lane.running()), lane.queue().stream());
    }
}
