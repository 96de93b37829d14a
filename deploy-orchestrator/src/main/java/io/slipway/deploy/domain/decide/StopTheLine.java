package io.slipway.deploy.domain.decide;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.StoppedLine;
import io.slipway.events.Refusal;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.LineEvent;
import io.slipway.events.deploy.pipeline.InFlight;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;

/** A person closes an environment, whatever the calendar says, and opens it again. */
final class StopTheLine {
    private final Draft<ApplicationState, DeployEvent> draft;
    private final Context context;

    StopTheLine(Draft<ApplicationState, DeployEvent> draft, Context context) {
        this.draft = draft;
        this.context = context;
    }

    Decision<DeployEvent> stop(DeployCommand.StopLine command) {
        Optional<Decision<DeployEvent>> fault = fault(command.application(), command.environment(), command.reason());
        if (fault.isPresent()) {
            return fault.get();
        }
        StoppedLine before = draft.state().stopped().get(command.environment());
        if (before != null) {
            return Decision.refused(
                    Refusal.Code.CONFLICT,
                    "the line to " + command.environment() + " is stopped already, by " + before.by() + ": "
                            + before.reason());
        }
        draft.emit(new LineEvent.LineStopped(
                draft.state().name(),
                command.environment(),
                context.actor(),
                command.reason(),
                command.inFlight() == null ? InFlight.PAUSE : command.inFlight()));
        new Holds(draft).lineStopped(command.environment());
        return draft.accepted(draft.state().name());
    }

    Decision<DeployEvent> resume(DeployCommand.ResumeLine command) {
        Optional<Decision<DeployEvent>> fault = fault(command.application(), command.environment(), command.reason());
        if (fault.isPresent()) {
            return fault.get();
        }
        if (!draft.state().stopped().containsKey(command.environment())) {
            return Decision.refused(Refusal.Code.CONFLICT, "the line to " + command.environment() + " is not stopped");
        }
        draft.emit(new LineEvent.LineResumed(
                draft.state().name(), command.environment(), context.actor(), command.reason()));
        new Holds(draft).lineResumed(command.environment());
        return draft.accepted(draft.state().name());
    }

    private Optional<Decision<DeployEvent>> fault(String application, String environment, @Nullable String reason) {
        ApplicationState state = draft.state();
        if (state.spec() == null) {
            return Optional.of(StartDeployment.unknownApplication(application));
        }
        // The lane of an environment that left the pipeline stays, and what is under way in it with it.
        if (state.environment(environment).isEmpty() && !state.lanes().containsKey(environment)) {
            return Optional.of(StartDeployment.unknownEnvironment(state.spec(), environment));
        }
        return reason == null || reason.isBlank()
                ? Optional.of(Decision.refused(Refusal.Code.INVALID, "say why, for the record and for those who wait"))
                : Optional.empty();
    }
}
