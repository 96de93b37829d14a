package io.slipway.events.backup.policy;

import java.time.Duration;
import java.time.ZoneId;

/**
 * When something happens by itself. A time that was missed is made up once, however many there were; one that comes while the
 * run before still goes on is passed over.
 *
 * @param cron five fields of Unix cron
 * @param timeZone in whose wall-clock time it is read
 * @param jitter up to so much later, a different time for each policy and each time, so that not everything begins at once
 */
public record ScheduleSpec(String cron, ZoneId timeZone, Duration jitter) {}
