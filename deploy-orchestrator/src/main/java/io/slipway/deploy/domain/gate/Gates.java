package io.slipway.deploy.domain.gate;

import java.time.Instant;
import java.util.Optional;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.FreezeWindow;
import io.slipway.events.deploy.pipeline.GateSpec;

/** Evaluates the gates that need to know only the application's state and the time. */
public final class Gates {
    private Gates() {}

    /** Empty for a gate that has to look outside. */
    public static Optional<GateVerdict> evaluate(
            GateSpec gate, ApplicationState state, EnvironmentSpec environment, Candidate candidate, Instant now) {
        return switch (gate) {
            case GateSpec.PassedIn passedIn ->
                Optional.of(PassedInGate.evaluate(state.lane(passedIn.environment()), candidate));
            case GateSpec.OutsideFreeze ignored -> Optional.of(outsideFreeze(environment, now));
            case GateSpec.Http ignored -> Optional.empty();
        };
    }

    private static GateVerdict outsideFreeze(EnvironmentSpec environment, Instant now) {
        for (FreezeWindow window : environment.freeze()) {
            Optional<Instant> until = FreezeCalendar.openUntil(window, now);
            if (until.isPresent()) {
                return new GateVerdict(
                        false,
                        "the freeze window " + window.name() + " is open until "
                                + until.get().atZone(window.timeZone()));
            }
        }
        return new GateVerdict(true, "no freeze window is open");
    }
}
