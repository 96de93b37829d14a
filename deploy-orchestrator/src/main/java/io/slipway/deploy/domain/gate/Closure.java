package io.slipway.deploy.domain.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.calendar.FreezeCalendar;
import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.StoppedLine;
import io.slipway.events.deploy.ClosedBy;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.FreezeWindow;
import io.slipway.events.deploy.pipeline.FreezeWindow.OnStart;
import io.slipway.events.deploy.pipeline.InFlight;

/**
 * Something that closes an environment at a time.
 *
 * @param why for a person
 * @param until when it ends, where that is known
 */
public record Closure(ClosedBy by, String why, @Nullable Instant until, InFlight inFlight, OnStart onStart) {

    /** All that close an environment at a time; the line first. Empty when it is open. */
    public static List<Closure> of(ApplicationState state, EnvironmentSpec environment, Instant now) {
        List<Closure> all = new ArrayList<>();
        StoppedLine line = state.stopped().get(environment.name());
        if (line != null) {
            all.add(new Closure(
                    ClosedBy.LINE,
                    "the line to " + environment.name() + " is stopped by " + line.by() + ": " + line.reason(),
                    null,
                    line.inFlight(),
                    OnStart.WAIT));
        }
        for (FreezeWindow window : environment.freeze()) {
            FreezeCalendar.openUntil(window, now)
                    .map(until -> of(window, until))
                    .ifPresent(all::add);
        }
        return List.copyOf(all);
    }

    /** Of several the one that keeps longest: a line that is stopped, else the window that closes last. */
    public static Optional<Closure> longest(List<Closure> closures) {
        return closures.stream().max((one, other) -> {
            Instant a = one.until() == null ? Instant.MAX : one.until();
            Instant b = other.until() == null ? Instant.MAX : other.until();
            return a.compareTo(b);
        });
    }

    private static Closure of(FreezeWindow window, Instant until) {
        return new Closure(
                ClosedBy.FREEZE,
                "the freeze window " + window.name() + " is open until " + until.atZone(window.timeZone()),
                until,
                window.inFlight() == null ? InFlight.FINISH : window.inFlight(),
                window.onStart() == null ? OnStart.REJECT : window.onStart());
    }
}
