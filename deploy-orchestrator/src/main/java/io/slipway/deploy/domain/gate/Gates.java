package io.slipway.deploy.domain.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.events.deploy.ClosedBy;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.FreezeWindow.OnStart;
import io.slipway.events.deploy.pipeline.GateSpec;
import io.slipway.kit.closing.Closure;

/** Evaluates the gates that need to know only the application's state and the time. */
public final class Gates {
    private Gates() {}

    /** Empty for a gate that has to look outside. */
    public static Optional<GateVerdict> evaluate(
            GateSpec gate, ApplicationState state, EnvironmentSpec environment, Candidate candidate, Instant now) {
        return switch (gate) {
            case GateSpec.PassedIn passedIn ->
                Optional.of(PassedInGate.evaluate(state.lane(passedIn.environment()), candidate));
            case GateSpec.OutsideFreeze ignored -> Optional.of(outsideFreeze(state, environment, now));
            case GateSpec.BackupFresh fresh ->
                Optional.of(BackupFreshGate.evaluate(
                        fresh, state.name(), environment.name(), state.backups(environment.name()), now));
            case GateSpec.Http ignored -> Optional.empty();
        };
    }

    private static GateVerdict outsideFreeze(ApplicationState state, EnvironmentSpec environment, Instant now) {
        List<Closure> windows = Closures.of(state, environment, now).stream()
                .filter(closure -> closure.by() == ClosedBy.FREEZE)
                .toList();
        Optional<Closure> refusing = windows.stream()
                .filter(closure -> closure.onStart() == OnStart.REJECT)
                .findFirst();
        return refusing.map(closure -> new GateVerdict(false, closure.why()))
                .orElseGet(() -> new GateVerdict(
                        true,
                        Closure.longest(windows)
                                .map(closure -> closure.why() + "; it is waited for")
                                .orElse("no freeze window is open")));
    }
}
