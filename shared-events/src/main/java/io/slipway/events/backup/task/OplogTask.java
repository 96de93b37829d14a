package io.slipway.events.backup.task;

import java.time.Duration;

import io.slipway.events.backup.policy.BackupPolicy;

/**
 * Task type {@code backup-oplog}: stores slices of the oplog of the policy's databases, one after the other.
 *
 * @param length after which it ends by itself, and another one begins
 */
public record OplogTask(String application, String run, BackupPolicy policy, Duration length) {
    public static final String TYPE = "backup-oplog";

    public record Output(int slices, long entries) {}
}
