package io.slipway.events.deploy;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a policy achieves for an environment, as the backup-service last said it.
 *
 * @param recoverableTo the newest moment that everything the policy backs up can be restored to; null where there is none
 * @param objective how old that may be; null where the policy does not say
 * @param drilled when a restore last passed a drill; null where none has
 * @param drillEvery how long ago that may be; null where the policy does not say
 * @param alarm what is wrong, in a sentence; null where nothing is known to be
 */
public record BackupStanding(
        String policy,
        @Nullable Instant recoverableTo,
        @Nullable Duration objective,
        @Nullable Instant drilled,
        @Nullable Duration drillEvery,
        @Nullable String alarm) {}
