package io.slipway.events.deploy;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How well one source of an environment is backed up.
 *
 * @param source what its policy calls it, such as {@code database}
 * @param dataOf of which time the data is that the newest backup has; null before the first one
 * @param objective how old that data may be; null where the policy does not say
 * @param provenAt when a restore last showed that a backup is one; null where none has
 * @param proofObjective how long ago that may be; null where no proof is wanted
 * @param alarm what is wrong with its backups, for a person; null where nothing is known to be
 */
public record BackupStanding(
        String source,
        @Nullable Instant dataOf,
        @Nullable Duration objective,
        @Nullable Instant provenAt,
        @Nullable Duration proofObjective,
        @Nullable String alarm) {}
