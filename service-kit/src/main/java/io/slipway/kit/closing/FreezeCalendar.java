package io.slipway.kit.closing;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;

import io.slipway.events.deploy.pipeline.FreezeWindow;

/**
 * When a freeze window is open: from each time of its schedule, read as wall-clock time of its zone, for its duration.
 * A time that daylight saving skips opens it as much later as the clocks are put forward, one that happens twice at the
 * first of the two; the duration is elapsed time.
 */
public final class FreezeCalendar {
    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private static final Duration LONGEST_CHANGE = Duration.ofHours(3);

    private FreezeCalendar() {}

    /**
     * Whether a schedule can be read; what is wrong with it where it cannot.
     *
     * @param schedule five fields of Unix cron
     */
    public static Optional<String> faultOf(String schedule) {
        try {
            PARSER.parse(schedule).validate();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** When the window that is open at a time closes; empty when none is. */
    public static Optional<Instant> openUntil(FreezeWindow window, Instant now) {
        ExecutionTime times = ExecutionTime.forCron(PARSER.parse(window.schedule()));
        return lastOpening(times, window.timeZone(), now)
                .map(start -> start.plus(window.duration()))
                .filter(now::isBefore);
    }

    /** When a window opens next after a time. */
    public static Optional<Instant> nextOpening(FreezeWindow window, Instant after) {
        ExecutionTime times = ExecutionTime.forCron(PARSER.parse(window.schedule()));
        ZoneId zone = window.timeZone();
        ZonedDateTime wallClock = after.atZone(zone).withZoneSameLocal(ZoneOffset.UTC);
        // Where the clocks have just been put forward, an opening that was skipped reads as earlier than now.
        Optional<ZonedDateTime> opening = times.nextExecution(wallClock.minus(LONGEST_CHANGE));
        while (opening.isPresent() && !onWallClock(opening.get(), zone).isAfter(after)) {
            opening = times.nextExecution(opening.get());
        }
        return opening.map(local -> onWallClock(local, zone));
    }

    /**
     * The schedule is asked in a time without changes of the clocks, and its answer put on the wall clock then: asked in
     * the zone itself it would leave out the times that a change skips.
     */
    private static Optional<Instant> lastOpening(ExecutionTime times, ZoneId zone, Instant now) {
        ZonedDateTime wallClock = now.atZone(zone).withZoneSameLocal(ZoneOffset.UTC);
        // Where the clocks have just been put back, an opening of the hour before reads as later than now.
        Optional<ZonedDateTime> opening = times.lastExecution(wallClock.plus(LONGEST_CHANGE));
        while (opening.isPresent() && onWallClock(opening.get(), zone).isAfter(now)) {
            opening = times.lastExecution(opening.get());
        }
        return opening.map(local -> onWallClock(local, zone));
    }

    private static Instant onWallClock(ZonedDateTime local, ZoneId zone) {
        return local.toLocalDateTime().atZone(zone).toInstant();
    }
}
