package io.slipway.deploy.domain.decide;

import java.util.Locale;
import java.util.Optional;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Lane;
import io.slipway.events.Refusal;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.kit.aggregate.Decision;

/** The deployment a command names, or why there is none to speak of. */
sealed interface Addressed {

    record Live(Deployment deployment) implements Addressed {}

    record Gone(Refusal refusal) implements Addressed {
        Decision<DeployEvent> refused() {
            return new Decision.Refused<>(refusal);
        }
    }

    static Addressed in(ApplicationState state, String id) {
        Optional<Deployment> live =
                state.deployment(id).filter(deployment -> !deployment.state().terminal());
        if (live.isPresent()) {
            return new Live(live.get());
        }
        DeploymentState ended = state.ended().get(id);
        return new Gone(
                ended == null && wasThere(state, id)
                        ? Refusal.of(Refusal.Code.CONFLICT, id + " has ended long ago; see its document")
                        : ended == null
                                ? Refusal.of(Refusal.Code.NOT_FOUND, state.name() + " has no deployment " + id)
                                : Refusal.of(Refusal.Code.CONFLICT, id + " has ended: " + words(ended)));
    }

    private static boolean wasThere(ApplicationState state, String id) {
        return environmentOf(state, id).isPresent();
    }

    /** Numbers are given without a gap, so an id up to the newest number has existed, in this environment. */
    static Optional<String> environmentOf(ApplicationState state, String id) {
        return state.lanes().values().stream()
                .filter(lane -> {
                    String prefix = state.name() + "-" + lane.environment() + "-";
                    if (!id.startsWith(prefix)) {
                        return false;
                    }
                    String number = id.substring(prefix.length());
                    return number.matches("[1-9][0-9]{0,8}") && Integer.parseInt(number) <= lane.lastNumber();
                })
                .map(Lane::environment)
                .findFirst();
    }

    /** {@code ROLLING_OUT} as {@code rolling out}. */
    static String words(DeploymentState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
