package io.slipway.configservice.domain.decide;

import java.util.Optional;

import io.slipway.configservice.domain.state.Closing;
import io.slipway.configservice.domain.state.ConfigState;
import io.slipway.configservice.domain.state.Rollout;
import io.slipway.events.config.ConfigCommand;
import io.slipway.events.config.ConfigEvent;
import io.slipway.events.config.ConfigEvent.RolloutEnded.Outcome;
import io.slipway.events.config.EnvironmentCalendar;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;

/** What is heard of the other contexts, and what it leads to. */
final class Observations {
    private final Draft<ConfigState, ConfigEvent> draft;
    private final Rollouts rollouts;

    Observations(Draft<ConfigState, ConfigEvent> draft, Rollouts rollouts) {
        this.draft = draft;
        this.rollouts = rollouts;
    }

    Decision<ConfigEvent> calendar(ConfigCommand.ObserveCalendar command) {
        ConfigState state = draft.state();
        boolean same = command.environments().stream().allMatch(declared -> isKnown(state, declared))
                && state.closings().entrySet().stream()
                        .filter(entry -> command.environments().stream()
                                .noneMatch(declared -> declared.environment().equals(entry.getKey())))
                        .allMatch(entry -> entry.getValue().freeze().isEmpty()
                                && entry.getValue().breakGlass().isEmpty());
        if (!same) {
            draft.emit(new ConfigEvent.CalendarObserved(state.application(), command.environments()));
            draft.state().environments().keySet().forEach(this::lookAgain);
        }
        return draft.accepted(null);
    }

    Decision<ConfigEvent> line(ConfigCommand.ObserveLine command) {
        Closing.Line line = draft.state().closing(command.environment()).line();
        if (line == null && command.inFlight() == null) {
            return draft.accepted(null);
        }
        draft.emit(new ConfigEvent.LineObserved(
                draft.state().application(),
                command.environment(),
                command.by(),
                command.reason(),
                command.inFlight()));
        lookAgain(command.environment());
        return draft.accepted(null);
    }

    /** Takes back what only some instances have, if they had it when the objective was missed. */
    Decision<ConfigEvent> breach(ConfigCommand.ObserveBreach command) {
        draft.state()
                .environment(command.environment())
                .running()
                .filter(rollout -> !rollout.rollback()
                        && rollout.begunAt() != null
                        && !command.at().isBefore(rollout.begunAt()))
                .ifPresent(rollout -> rollouts.end(
                        rollout, Outcome.TAKEN_BACK, command.title() + " (alert " + command.alertId() + ")"));
        return draft.accepted(null);
    }

    private void lookAgain(String environment) {
        Optional<Rollout> running = draft.state().environment(environment).running();
        running.ifPresent(rollout -> {
            Optional<String> cancelled = Closings.cancelling(draft.state(), rollout, draft.now())
                    .map(closure -> "cancelled: " + closure.why());
            if (cancelled.isPresent()) {
                rollouts.end(rollout, Outcome.CANCELLED, cancelled.get());
            } else {
                rollouts.goOn(rollout.id());
            }
        });
    }

    private static boolean isKnown(ConfigState state, EnvironmentCalendar declared) {
        Closing closing = state.closing(declared.environment());
        return closing.freeze().equals(declared.freeze())
                && closing.breakGlass().equals(declared.breakGlass());
    }
}
