package io.slipway.configservice.domain.decide;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.slipway.configservice.domain.state.ConfigState;
import io.slipway.configservice.domain.state.Rollout;
import io.slipway.events.deploy.pipeline.FreezeWindow.OnStart;
import io.slipway.events.deploy.pipeline.InFlight;
import io.slipway.kit.closing.Closure;

/** What the closing of an environment means to rollouts: the same as to deployments. */
final class Closings {
    private Closings() {}

    /** What refuses a rollout that would begin at a time. */
    static Optional<Closure> refusing(ConfigState state, String environment, Instant begins) {
        return Closure.longest(state.closing(environment).at(environment, begins).stream()
                .filter(closure -> closure.onStart() == OnStart.REJECT)
                .toList());
    }

    /** What keeps a rollout from reaching its next stage at a time: whatever cancels it before whatever lets it wait. */
    static Optional<Closure> inTheWay(ConfigState state, Rollout rollout, Instant time) {
        if (!rollout.canBeHeld()) {
            return Optional.empty();
        }
        List<Closure> all = state.closing(rollout.environment()).at(rollout.environment(), time);
        // A rollout that has not begun is no work in flight: it must not begin now.
        return cancelling(all)
                .or(() -> Closure.longest(all.stream()
                        .filter(closure -> !rollout.begun() || closure.inFlight() == InFlight.PAUSE)
                        .toList()));
    }

    /** What takes back, at a time, a rollout that some instances have. */
    static Optional<Closure> cancelling(ConfigState state, Rollout rollout, Instant time) {
        return rollout.canBeHeld() && rollout.begun()
                ? cancelling(state.closing(rollout.environment()).at(rollout.environment(), time))
                : Optional.empty();
    }

    private static Optional<Closure> cancelling(List<Closure> all) {
        return all.stream()
                .filter(closure -> closure.inFlight() == InFlight.CANCEL)
                .findFirst();
    }
}
