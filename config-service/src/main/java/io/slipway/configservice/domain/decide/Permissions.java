package io.slipway.configservice.domain.decide;

import java.util.List;
import java.util.Optional;

import io.slipway.events.Refusal;
import io.slipway.events.config.ConfigCommand;
import io.slipway.kit.aggregate.Directory;

/** Which role a command takes, once roles are configured. */
final class Permissions {
    private static final List<String> CHANGING = List.of("deployer", "operator", "admin");
    private static final List<String> APPROVING = List.of("approver", "admin");
    /** The rollout, the environment or the topic says who may. */
    private static final List<String> ANYBODY = List.of();

    private static final List<String> ADMINISTERING = List.of("admin");

    private final Directory directory;

    Permissions(Directory directory) {
        this.directory = directory;
    }

    Optional<Refusal> refuses(ConfigCommand command, String actor) {
        return directory.refuses(roles(command), actor);
    }

    /** Whether somebody may agree where no group of people is named. */
    Optional<Refusal> refusesApproval(String actor) {
        return directory.refuses(APPROVING, actor);
    }

    private static List<String> roles(ConfigCommand command) {
        return switch (command) {
            case ConfigCommand.Commit ignored -> CHANGING;
            case ConfigCommand.StartRollout ignored -> CHANGING;
            case ConfigCommand.AdvanceRollout ignored -> CHANGING;
            case ConfigCommand.CancelRollout ignored -> CHANGING;
            case ConfigCommand.RollBack ignored -> CHANGING;
            case ConfigCommand.ApproveRollout ignored -> ANYBODY;
            case ConfigCommand.RejectRollout ignored -> ANYBODY;
            case ConfigCommand.BreakGlass ignored -> ANYBODY;
            case ConfigCommand.ObserveCalendar ignored -> ANYBODY;
            case ConfigCommand.ObserveLine ignored -> ANYBODY;
            case ConfigCommand.ObserveBreach ignored -> ANYBODY;
            case ConfigCommand.AddDataKeys ignored -> CHANGING;
            case ConfigCommand.RewrapDataKeys ignored -> ADMINISTERING;
            case ConfigCommand.ReportInstance ignored -> ANYBODY;
            case ConfigCommand.Reconcile ignored -> CHANGING;
        };
    }
}
