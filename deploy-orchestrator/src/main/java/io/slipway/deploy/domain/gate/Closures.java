package io.slipway.deploy.domain.gate;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.StoppedLine;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.kit.closing.Closure;

/** What closes an environment. */
public final class Closures {
    private Closures() {}

    /** All that close an environment at a time; the line first. Empty when it is open. */
    public static List<Closure> of(ApplicationState state, EnvironmentSpec environment, Instant now) {
        StoppedLine line = state.stopped().get(environment.name());
        return Stream.concat(
                        Stream.ofNullable(line)
                                .map(stopped -> Closure.ofLine(
                                        environment.name(), stopped.by(), stopped.reason(), stopped.inFlight())),
                        Closure.open(environment.freeze(), now).stream())
                .toList();
    }
}
