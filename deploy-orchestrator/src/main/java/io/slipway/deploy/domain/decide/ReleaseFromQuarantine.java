package io.slipway.deploy.domain.decide;

import java.util.List;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Lane;
import io.slipway.deploy.domain.state.Quarantine;
import io.slipway.events.Refusal;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.QuarantineEvent;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;

/** A person says that an artifact which was taken back may be deployed again, and why. */
final class ReleaseFromQuarantine {
    private ReleaseFromQuarantine() {}

    static Decision<DeployEvent> decide(
            Draft<ApplicationState, DeployEvent> draft, DeployCommand.ReleaseQuarantine command, Context context) {
        ApplicationState state = draft.state();
        if (state.spec() == null) {
            return StartDeployment.unknownApplication(command.application());
        }
        // The lane of an environment that left the pipeline stays, and so does its quarantine.
        if (state.environment(command.environment()).isEmpty() && !state.lanes().containsKey(command.environment())) {
            return StartDeployment.unknownEnvironment(state.spec(), command.environment());
        }
        if (command.reason() == null || command.reason().isBlank()) {
            return Decision.refused(
                    Refusal.Code.INVALID, "a release from quarantine needs a reason: why is the artifact good now?");
        }
        Lane lane = state.lane(command.environment());
        List<Quarantine> found = lane.quarantined().stream()
                .filter(entry -> entry.digest().equals(command.digest()))
                .toList();
        if (found.isEmpty()) {
            return Decision.refused(
                    Refusal.Code.NOT_FOUND,
                    command.digest() + " is not in quarantine in " + lane.environment()
                            + "; slipway quarantine list shows what is");
        }
        found.forEach(entry -> release(draft, lane.environment(), entry, command.reason(), context));
        return draft.accepted(state.name());
    }

    static void release(
            Draft<ApplicationState, DeployEvent> draft,
            String environment,
            Quarantine entry,
            String reason,
            Context context) {
        draft.emit(new QuarantineEvent.ArtifactReleased(
                draft.state().name(), environment, entry.service(), entry.digest(), reason, context.actor()));
    }
}
