package io.slipway.deploy.domain.decide;

import java.util.List;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.events.Refusal;
import io.slipway.events.Violation;
import io.slipway.events.deploy.ApplicationEvent;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;

/** Declares an application, or changes it. Deployments under way keep the settings they were asked for with. */
final class ApplyApplication {
    private ApplyApplication() {}

    static Decision<DeployEvent> decide(
            Draft<ApplicationState, DeployEvent> draft, DeployCommand.Apply command, Context context) {
        ApplicationState state = draft.state();
        if (!command.spec().name().equals(command.application())) {
            return Decision.refused(
                    Refusal.Code.INVALID,
                    "the file declares " + command.spec().name() + ", but was sent for " + command.application());
        }
        List<Violation> faults = new SpecRules(command.spec(), draft.directory()).check();
        if (!faults.isEmpty()) {
            String first = faults.getFirst().field() + ": " + faults.getFirst().message();
            return new Decision.Refused<>(new Refusal(
                    Refusal.Code.INVALID,
                    "the specification of " + command.application() + " has " + faults.size()
                            + (faults.size() == 1 ? " fault" : " faults") + "; " + first,
                    faults));
        }
        if (!state.digest().equals(command.digest())) {
            draft.emit(new ApplicationEvent.Applied(
                    command.application(),
                    state.pipelineRevision() + 1,
                    command.spec(),
                    command.digest(),
                    context.actor()));
        }
        return draft.accepted(command.application());
    }
}
