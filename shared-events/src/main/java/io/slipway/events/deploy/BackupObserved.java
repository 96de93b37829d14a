package io.slipway.events.deploy;

import org.jspecify.annotations.Nullable;

import io.slipway.events.MessageType;

/**
 * What is known of the backups of an environment is something else from now on. The CloudEvents subject is the application's
 * name.
 *
 * @param standing what the policy achieves; null where there is no such policy any more
 */
@MessageType(
        value = "io.slipway.deploy.backup.observed.v1",
        description = "What the gates for fresh backups know of an environment has changed.")
public record BackupObserved(
        String application,
        String environment,
        String policy,
        @Nullable BackupStanding standing) implements DeployEvent {}
