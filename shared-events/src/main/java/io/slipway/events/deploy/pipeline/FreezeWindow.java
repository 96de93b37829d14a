package io.slipway.events.deploy.pipeline;

import java.time.Duration;
import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

/**
 * A recurring time in which nothing is deployed.
 *
 * @param schedule when it opens: five fields of Unix cron (minute hour day-of-month month day-of-week)
 * @param duration how long it stays open
 * @param timeZone in whose wall-clock time the schedule is read
 * @param inFlight what happens to deployments under way; never null once read, {@link InFlight#FINISH} where nothing is
 *     said
 * @param onStart what happens to a new deployment; never null once read, {@link OnStart#REJECT} where nothing is said
 */
public record FreezeWindow(
        String name,
        String schedule,
        Duration duration,
        ZoneId timeZone,
        @Nullable InFlight inFlight,
        @Nullable OnStart onStart) {

    /** What happens to a deployment whose turn comes while the window is open. */
    public enum OnStart {
        /** It is rejected. */
        REJECT,
        /** It waits in the queue until the window closes. */
        WAIT
    }

    public FreezeWindow {
        inFlight = inFlight == null ? InFlight.FINISH : inFlight;
        onStart = onStart == null ? OnStart.REJECT : onStart;
    }

    /** One that lets rollouts end and rejects new ones. */
    public FreezeWindow(String name, String schedule, Duration duration, ZoneId timeZone) {
        this(name, schedule, duration, timeZone, null, null);
    }
}
