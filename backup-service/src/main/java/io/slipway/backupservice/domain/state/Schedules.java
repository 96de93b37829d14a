package io.slipway.backupservice.domain.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.slipway.events.backup.policy.ScheduleSpec;
import io.slipway.events.deploy.pipeline.FreezeWindow;
import io.slipway.kit.closing.FreezeCalendar;

/** The times of a schedule, on the wall clock as those of freeze windows are. */
public final class Schedules {
    /** More are not counted. */
    private static final int MOST_COUNTED = 1000;

    private Schedules() {}

    /** The first time after another. */
    public static Optional<Instant> next(ScheduleSpec schedule, Instant after) {
        return FreezeCalendar.nextOpening(
                new FreezeWindow("schedule", schedule.cron(), Duration.ZERO, schedule.timeZone()), after);
    }

    /** How many times there are from one, which is a time of the schedule itself, to another. */
    public static int count(ScheduleSpec schedule, Instant first, Instant last) {
        int count = 1;
        Optional<Instant> time = next(schedule, first);
        while (time.isPresent() && !time.get().isAfter(last) && count < MOST_COUNTED) {
            count++;
            time = next(schedule, time.get());
        }
        return count;
    }

    /** How many times there are at least within each stretch of a length: 1 or more. */
    public static int within(ScheduleSpec schedule, Instant from, Duration length) {
        return next(schedule, from)
                .map(first -> Math.max(1, count(schedule, first, from.plus(length))))
                .orElse(1);
    }

    /** How much later a time really begins: the same for the same time, and different for each policy. */
    static Duration jitter(ScheduleSpec schedule, String seed, Instant due) {
        long most = schedule.jitter().toMillis();
        int mixed = (seed + due.getEpochSecond()).hashCode() * 0x9E3779B9;
        return most <= 0 ? Duration.ZERO : Duration.ofMillis((mixed >>> 1) % most);
    }
}
