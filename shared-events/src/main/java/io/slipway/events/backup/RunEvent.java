package io.slipway.events.backup;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.events.MessageType;

/** What happened to a run: a backup, a verification, a drill, a restore, a prune, a repair, or the watch over an oplog. */
public sealed interface RunEvent extends BackupEvent
        permits RunEvent.HandedOut,
                RunEvent.Claimed,
                RunEvent.LeaseRenewed,
                RunEvent.LeaseLost,
                RunEvent.Progressed,
                RunEvent.AttemptFailed,
                RunEvent.Cancelled,
                BackupRunEvent,
                OplogRunEvent,
                VerificationEvent,
                DrillEvent,
                RestoreEvent,
                PruneEvent,
                RepairEvent {
    /** Id of the run: unique within the application, and the tag {@code run} of the snapshots it makes. */
    String run();

    /**
     * @param attempt from 1; the fencing token of the task behind the run
     * @param deadline when the attempt is given up
     */
    @MessageType(
            value = "io.slipway.backup.run.handed-out.v1",
            description = "The work of a run, or another attempt at it, was offered to the workers.")
    record HandedOut(
            String application,
            String environment,
            String policy,
            String run,
            RunKind kind,
            int attempt,
            Instant deadline)
            implements RunEvent {}

    @MessageType(value = "io.slipway.backup.run.claimed.v1", description = "A worker took the work of a run.")
    record Claimed(
            String application,
            String environment,
            String policy,
            String run,
            int attempt,
            String worker,
            Instant leaseUntil)
            implements RunEvent {}

    @MessageType(value = "io.slipway.backup.run.lease-renewed.v1", description = "The worker is still at it.")
    record LeaseRenewed(
            String application, String environment, String policy, String run, int attempt, Instant leaseUntil)
            implements RunEvent {}

    @MessageType(
            value = "io.slipway.backup.run.lease-lost.v1",
            description = "The worker fell silent or gave the work back; another attempt follows.")
    record LeaseLost(String application, String environment, String policy, String run, int attempt, String reason)
            implements RunEvent {}

    /** @param percent 0 to 100, where it is known */
    @MessageType(
            value = "io.slipway.backup.run.progressed.v1",
            description = "The worker says how far it is; at most every few seconds.")
    record Progressed(
            String application,
            String environment,
            String policy,
            String run,
            RunKind kind,
            int attempt,
            String message,
            @Nullable Integer percent)
            implements RunEvent {}

    /** @param retryAt when the next attempt begins */
    @MessageType(
            value = "io.slipway.backup.run.attempt-failed.v1",
            description = "An attempt failed, and another one follows.")
    record AttemptFailed(
            String application,
            String environment,
            String policy,
            String run,
            RunKind kind,
            int attempt,
            String reason,
            Instant retryAt)
            implements RunEvent {}

    @MessageType(value = "io.slipway.backup.run.cancelled.v1", description = "Somebody stopped a run.")
    record Cancelled(
            String application,
            String environment,
            String policy,
            String run,
            RunKind kind,
            String by,
            @Nullable String reason)
            implements RunEvent {}
}
