package io.slipway.events.backup.policy;

import java.time.Duration;

/**
 * How a repository is read again by itself.
 *
 * @param schedule when a part of it is read, decrypted and hashed
 * @param coverage within which time all of it has been read once
 */
public record VerificationSpec(ScheduleSpec schedule, Duration coverage) {}
