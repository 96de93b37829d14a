package io.slipway.events.deploy;

import org.jspecify.annotations.Nullable;

import io.slipway.events.MessageType;

/**
 * What is known of the backups of an environment's source is something else from now on. The CloudEvents subject is the
 * application's name.
 *
 * @param standing null where the source is backed up no longer
 */
@MessageType(
        value = "io.slipway.deploy.backup.observed.v1",
        description = "What the gates for fresh backups know of a source has changed.")
public record BackupObserved(
        String application,
        String environment,
        String source,
        @Nullable BackupStanding standing) implements DeployEvent {}
