package io.slipway.deploy.domain.decide;

import java.util.Optional;
import java.util.Set;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.events.Refusal;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;

/** Takes down what somebody outside says of a deployment, also long after it has ended. It moves nothing. */
final class StatusReports {
    private static final Set<String> STATES =
            Set.of("error", "failure", "inactive", "in_progress", "queued", "pending", "success");

    private final Draft<ApplicationState, DeployEvent> draft;
    private final Context context;

    StatusReports(Draft<ApplicationState, DeployEvent> draft, Context context) {
        this.draft = draft;
        this.context = context;
    }

    Decision<DeployEvent> report(DeployCommand.ReportStatus command) {
        String id = command.deploymentId();
        Optional<String> environment = Addressed.environmentOf(draft.state(), id);
        if (environment.isEmpty()) {
            return Decision.refused(Refusal.Code.NOT_FOUND, draft.state().name() + " has no deployment " + id);
        }
        if (!STATES.contains(command.status().state())) {
            return Decision.refused(
                    Refusal.Code.INVALID,
                    command.status().state() + " is no state of a status; there are "
                            + STATES.stream().sorted().toList());
        }
        String statusId = id + "/" + context.messageId();
        draft.emit(new DeploymentEvent.StatusReported(
                command.application(), environment.get(), id, statusId, command.status(), context.actor()));
        return draft.accepted(statusId);
    }
}
