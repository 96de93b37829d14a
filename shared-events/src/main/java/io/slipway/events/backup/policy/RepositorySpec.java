package io.slipway.events.backup.policy;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The repository that a policy writes to.
 *
 * @param location a folder, or an address such as {@code s3:https://s3.example.org/backups/crm}
 * @param passphrase name of the secret that opens it
 * @param credentials name of the secret that the storage asks for; null where the surroundings have it
 * @param appendOnly whether nothing is ever removed: no retention, no prune, no deletion
 * @param retentionLock how long a snapshot is kept whatever the retention says or somebody asks for; null for not at all
 */
public record RepositorySpec(
        String location,
        String passphrase,
        @Nullable String credentials,
        boolean appendOnly,
        @Nullable Duration retentionLock) {}
