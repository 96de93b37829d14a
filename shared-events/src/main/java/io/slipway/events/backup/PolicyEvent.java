package io.slipway.events.backup;

import io.slipway.events.MessageType;
import io.slipway.events.backup.policy.BackupPolicy;

/** What happened to a policy. */
public sealed interface PolicyEvent extends BackupEvent {
    /** @param digest of the file it was read from */
    @MessageType(
            value = "io.slipway.backup.policy.changed.v1",
            description = "An environment is backed up from now on, or in another way than before.")
    record PolicyChanged(
            String application, String environment, String policy, BackupPolicy spec, String by, String digest)
            implements PolicyEvent {}

    @MessageType(
            value = "io.slipway.backup.policy.removed.v1",
            description = "A policy is no more; what was backed up under it stays.")
    record PolicyRemoved(String application, String environment, String policy, String by) implements PolicyEvent {}
}
