package io.slipway.deploy.domain.decide;

import java.util.List;
import java.util.Optional;

import io.slipway.events.Refusal;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.kit.aggregate.Directory;

/**
 * Which role a command takes, once roles are configured. Whose approval counts is the pipeline's to say, and so is who
 * may break the glass.
 */
final class Permissions {
    private static final List<String> DEPLOYING = List.of("deployer", "operator", "admin");
    private static final List<String> OPERATING = List.of("operator", "admin");
    private static final List<String> ANYBODY = List.of();

    private final Directory directory;

    Permissions(Directory directory) {
        this.directory = directory;
    }

    Optional<Refusal> refuses(DeployCommand command, String actor) {
        return directory.refuses(roles(command), actor);
    }

    private static List<String> roles(DeployCommand command) {
        return switch (command) {
            case DeployCommand.Apply ignored -> OPERATING;
            case DeployCommand.Start ignored -> DEPLOYING;
            case DeployCommand.Promote ignored -> DEPLOYING;
            case DeployCommand.RollBack ignored -> DEPLOYING;
            case DeployCommand.ReleaseQuarantine ignored -> OPERATING;
            case DeployCommand.StopLine ignored -> OPERATING;
            case DeployCommand.ResumeLine ignored -> OPERATING;
            case DeployCommand.BreakGlass ignored -> ANYBODY;
            case DeployCommand.Cancel ignored -> DEPLOYING;
            case DeployCommand.Pause ignored -> DEPLOYING;
            case DeployCommand.Resume ignored -> DEPLOYING;
            case DeployCommand.Accept ignored -> DEPLOYING;
            case DeployCommand.RetryStep ignored -> DEPLOYING;
            case DeployCommand.ReportStatus ignored -> DEPLOYING;
            case DeployCommand.ObserveConfig ignored -> ANYBODY;
            case DeployCommand.ObserveBackup ignored -> ANYBODY;
            case DeployCommand.ConcludeRestore ignored -> ANYBODY;
            case DeployCommand.Approve ignored -> ANYBODY;
            case DeployCommand.Reject ignored -> ANYBODY;
        };
    }
}
