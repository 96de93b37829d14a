package io.slipway.deploy.domain.state;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.ClosedBy;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.InFlight;
import io.slipway.kit.closing.FreezeCalendar;

/**
 * What the closing of its environment means to a deployment.
 *
 * @param heldBy what it waits for, where it goes on by itself
 * @param until when to look again, where that is known
 * @param brokenBy who broke the glass for it
 * @param pausesAt when the next window opens that pauses what is under way
 * @param cancelsAt when the next window opens that cancels what is under way
 */
public record Closing(
        @Nullable ClosedBy heldBy,
        @Nullable Instant until,
        @Nullable String brokenBy,
        @Nullable Instant pausesAt,
        @Nullable Instant cancelsAt) {
    public static final Closing NONE = new Closing(null, null, null, null, null);

    /** Under way from a time on. */
    Closing underWay(EnvironmentSpec settings, Instant from) {
        return brokenBy != null
                ? new Closing(null, null, brokenBy, null, null)
                : new Closing(
                        null, null, null, next(settings, InFlight.PAUSE, from), next(settings, InFlight.CANCEL, from));
    }

    Closing held(@Nullable ClosedBy by, @Nullable Instant toLookAgain) {
        return new Closing(by, toLookAgain, brokenBy, pausesAt, cancelsAt);
    }

    Closing broken(String by) {
        return new Closing(heldBy, until, by, null, null);
    }

    private static @Nullable Instant next(EnvironmentSpec settings, InFlight kind, Instant from) {
        return settings.freeze().stream()
                .filter(window -> window.inFlight() == kind)
                .flatMap(window -> FreezeCalendar.nextOpening(window, from).stream())
                .min(Instant::compareTo)
                .orElse(null);
    }
}
