package io.slipway.configservice.domain.decide;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.slipway.events.Refusal;
import io.slipway.events.config.ConfigCommand;
import io.slipway.kit.aggregate.Directory;

/** Which role a command takes, once roles are configured. */
final class Permissions {
    private static final List<String> CHANGING = List.of("deployer", "operator", "admin");
    private static final List<String> APPROVING = List.of("approver", "admin");

    private final Directory directory;

    Permissions(Directory directory) {
        this.directory = directory;
    }

    Optional<Refusal> refuses(ConfigCommand command, String actor) {
        if (directory.isEmpty()) {
            return Optional.empty();
        }
        List<String> needed = roles(command);
        Set<String> has = directory.rolesOf(Directory.principal(actor));
        return needed.stream().anyMatch(has::contains)
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        Refusal.Code.FORBIDDEN,
                        actor + " has " + (has.isEmpty() ? "no role" : "the role " + String.join(", ", has))
                                + "; this takes one of " + String.join(", ", needed)));
    }

    private static List<String> roles(ConfigCommand command) {
        return switch (command) {
            case ConfigCommand.Commit ignored -> CHANGING;
            case ConfigCommand.StartRollout ignored -> CHANGING;
            case ConfigCommand.AdvanceRollout ignored -> CHANGING;
            case ConfigCommand.CancelRollout ignored -> CHANGING;
            case ConfigCommand.RollBack ignored -> CHANGING;
            case ConfigCommand.ApproveRollout ignored -> APPROVING;
            case ConfigCommand.RejectRollout ignored -> APPROVING;
        };
    }
}
