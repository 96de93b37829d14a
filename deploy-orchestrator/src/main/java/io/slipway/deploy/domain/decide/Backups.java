package io.slipway.deploy.domain.decide;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.events.deploy.BackupObserved;
import io.slipway.events.deploy.BackupStanding;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;

/** What the deploy context remembers of the backups of an environment, for the gates that ask about them. */
final class Backups {
    private Backups() {}

    /** Takes note of a standing; one that is known already changes nothing. */
    static Decision<DeployEvent> observe(
            Draft<ApplicationState, DeployEvent> draft, DeployCommand.ObserveBackup command) {
        BackupStanding known = draft.state().backups(command.environment()).stream()
                .filter(standing -> standing.policy().equals(command.policy()))
                .findFirst()
                .orElse(null);
        boolean changes = known == null ? command.standing() != null : !known.equals(command.standing());
        if (changes) {
            draft.emit(new BackupObserved(
                    draft.state().name(), command.environment(), command.policy(), command.standing()));
        }
        return draft.accepted(null);
    }
}
