package io.slipway.events.backup;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Command;
import io.slipway.events.ForClients;
import io.slipway.events.ForServices;
import io.slipway.events.MessageType;
import io.slipway.events.backup.policy.BackupPolicy;

/** A request to the backup-service. The Kafka key is {@link #application()}. */
@ForClients
public sealed interface BackupCommand extends Command {
    String application();

    /**
     * Makes these the application's policies: those of the same name are changed, those that are not named are removed. What
     * was backed up under them stays.
     *
     * @param digest {@code sha256:<hex>} of the file they were read from; the same again changes nothing
     */
    @ForServices
    @MessageType(value = "io.slipway.backup.policies.apply.v1", description = "Say how an application is backed up.")
    record ApplyPolicies(String application, List<BackupPolicy> policies, String digest) implements BackupCommand {
        public ApplyPolicies {
            policies = List.copyOf(policies);
        }
    }

    /** @param sources which of the policy's; empty means all */
    @MessageType(value = "io.slipway.backup.run.start.v1", description = "Take a backup now.")
    record RunBackup(
            String application,
            String policy,
            List<String> sources,
            @Nullable String reason) implements BackupCommand {
        public RunBackup {
            sources = List.copyOf(sources);
        }
    }

    @MessageType(
            value = "io.slipway.backup.run.cancel.v1",
            description = "Stop a run, whatever it does; what it has stored stays and is of use to the next.")
    record CancelRun(
            String application, String run, @Nullable String reason) implements BackupCommand {}

    /** @param percent of the data that is read; null means as much as keeps the policy's coverage */
    @MessageType(value = "io.slipway.backup.verification.start.v1", description = "Read a repository again.")
    record Verify(
            String application,
            String policy,
            VerificationLevel level,
            @Nullable Integer percent) implements BackupCommand {}

    @MessageType(value = "io.slipway.backup.drill.start.v1", description = "Rehearse a restore.")
    record Drill(String application, String policy) implements BackupCommand {}

    /**
     * @param snapshot an id, the beginning of one, or {@code latest}
     * @param source which of the policy's, where {@code latest} is to mean only its; null for all of them
     * @param include paths in the snapshot, or {@code database} and {@code database.collection}; empty means all
     * @param to for a database with an oplog: the second that it is restored to, as it was when that began; null for
     *     what the snapshot shows
     * @param dryRun whether it is only said what would be restored
     * @param overwrite whether what is there may be replaced; without it a restore that would is refused
     */
    @MessageType(value = "io.slipway.backup.restore.start.v1", description = "Restore from a backup.")
    record Restore(
            String application,
            String policy,
            String snapshot,
            @Nullable String source,
            List<String> include,
            @Nullable Instant to,
            RestoreTarget target,
            boolean dryRun,
            boolean overwrite,
            @Nullable String reason)
            implements BackupCommand {
        public Restore {
            include = List.copyOf(include);
        }
    }

    @MessageType(
            value = "io.slipway.backup.prune.start.v1",
            description = "Forget the snapshots that the retention does not keep, and remove what only they needed.")
    record Prune(String application, String policy, boolean dryRun) implements BackupCommand {}

    @MessageType(
            value = "io.slipway.backup.repair.start.v1",
            description = "Salvage what is readable of a damaged repository.")
    record Repair(
            String application, String policy, @Nullable String reason) implements BackupCommand {}

    /** @param snapshots ids in full */
    @MessageType(
            value = "io.slipway.backup.deletion.request.v1",
            description = "Ask for snapshots to be removed, whatever the retention says; somebody else has to agree.")
    record RequestDelete(String application, String policy, List<String> snapshots, String reason)
            implements BackupCommand {
        public RequestDelete {
            snapshots = List.copyOf(snapshots);
        }
    }

    @MessageType(value = "io.slipway.backup.deletion.approve.v1", description = "Agree to the removal of snapshots.")
    record ApproveDelete(
            String application, String deletion, @Nullable String reason) implements BackupCommand {}

    @MessageType(value = "io.slipway.backup.deletion.reject.v1", description = "Refuse the removal of snapshots.")
    record RejectDelete(
            String application, String deletion, @Nullable String reason) implements BackupCommand {}

    @MessageType(
            value = "io.slipway.backup.legal-hold.place.v1",
            description = "Keep a snapshot until somebody says otherwise, whatever the retention says.")
    record PlaceLegalHold(String application, String policy, String snapshot, String reason) implements BackupCommand {}

    /** @param tagged whether the repository has the hold, which then need not have been placed through the service */
    @MessageType(
            value = "io.slipway.backup.legal-hold.release.v1",
            description = "Leave a snapshot to the retention again.")
    record ReleaseLegalHold(
            String application,
            String policy,
            String snapshot,
            String reason,
            @Nullable Boolean tagged) implements BackupCommand {}

    /**
     * @param run the one that stored it
     * @param source the policy's name of the database
     * @param from the moment from which on it can be restored to any moment
     * @param to until when
     */
    @ForServices
    @MessageType(value = "io.slipway.backup.oplog.report.v1", description = "A slice of an oplog was stored.")
    record ReportOplogSlice(
            String application, String policy, String run, String source, Instant from, Instant to, long entries)
            implements BackupCommand {}

    /** @param until the last moment that a restore can still reach */
    @ForServices
    @MessageType(
            value = "io.slipway.backup.oplog.report-loss.v1",
            description = "A part of an oplog was gone before it was stored.")
    record ReportOplogLoss(
            String application,
            String policy,
            String run,
            String source,
            @Nullable Instant until,
            String reason) implements BackupCommand {}
}
