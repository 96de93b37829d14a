package io.slipway.kit.closing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.ClosedBy;
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

    /** The windows that are open at a time, as they are declared. */
    public static List<Closure> open(List<FreezeWindow> windows, Instant now) {
        return windows.stream()
                .flatMap(
                        window -> FreezeCalendar.openUntil(window, now).stream().map(until -> of(window, until)))
                .toList();
    }

    /** Of a line that a person stopped: it ends when somebody says so, and what is new waits. */
    public static Closure ofLine(String environment, String by, String reason, InFlight inFlight) {
        return new Closure(
                ClosedBy.LINE,
                "the line to " + environment + " is stopped by " + by + ": " + reason,
                null,
                inFlight,
                OnStart.WAIT);
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
