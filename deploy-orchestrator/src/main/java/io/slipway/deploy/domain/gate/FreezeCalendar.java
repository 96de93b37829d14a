package io.slipway.deploy.domain.gate;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;

import io.slipway.events.deploy.pipeline.FreezeWindow;

/**
 * When a freeze window is open: from each time of its schedule, read as wall-clock time of its zone, for its duration.
 * A time that daylight saving skips opens the window at the next valid time; the duration is elapsed time.
 */
public final class FreezeCalendar {
    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

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
        Cron cron = PARSER.parse(window.schedule());
        ZonedDateTime local = now.atZone(window.timeZone());
        ExecutionTime times = ExecutionTime.forCron(cron);
        Optional<ZonedDateTime> opened =
                times.isMatch(local) ? Optional.of(local.withSecond(0).withNano(0)) : times.lastExecution(local);
        return opened.map(ZonedDateTime::toInstant)
                .map(start -> start.plus(window.duration()))
                .filter(now::isBefore);
    }
}
