package io.slipway.events.deploy.pipeline;

import java.time.Duration;
import java.time.ZoneId;

/**
 * A recurring time in which nothing is deployed.
 *
 * @param schedule when it opens: five fields of Unix cron (minute hour day-of-month month day-of-week)
 * @param duration how long it stays open
 * @param timeZone in whose wall-clock time the schedule is read
 */
public record FreezeWindow(String name, String schedule, Duration duration, ZoneId timeZone) {}
