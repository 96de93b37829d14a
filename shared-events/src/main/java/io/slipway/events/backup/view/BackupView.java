package io.slipway.events.backup.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Document;
import io.slipway.events.MessageType;
import io.slipway.events.backup.Coverage;
import io.slipway.events.backup.Damage;
import io.slipway.events.backup.ProtectionEvent.Objective;
import io.slipway.events.backup.SnapshotFacts;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.deploy.view.ApprovalView;

/**
 * How an application is protected.
 *
 * @param digest of the file that the policies were read from
 */
@MessageType(
        value = "io.slipway.backup.view.v1",
        description = "The policies of an application, and what they achieve.")
public record BackupView(
        String application,
        long revision,
        @Nullable String digest,
        List<PolicyView> policies,
        List<EnvironmentView> environments,
        List<DeletionView> deletions,
        List<LegalHoldView> legalHolds)
        implements Document {
    public BackupView {
        policies = List.copyOf(policies);
        environments = List.copyOf(environments);
        deletions = List.copyOf(deletions);
        legalHolds = List.copyOf(legalHolds);
    }

    /** The record key. */
    public static String key(String application) {
        return "backup/" + application;
    }

    /**
     * @param repository the repository's own id; null before the first backup
     * @param next when what begins by itself
     * @param recoverableTo the newest moment that can be restored; the measured RPO at any time is its age. Null where there
     *     is none
     * @param snapshots of the newest backup, one of each source
     * @param oplogs from when to when a restore can reach any moment, for each source with an oplog
     * @param missed which promises are not kept now
     * @param damages what is wrong with the repository; empty where nothing is known
     */
    public record PolicyView(
            BackupPolicy spec,
            @Nullable String repository,
            NextView next,
            @Nullable Instant recoverableTo,
            List<SnapshotFacts> snapshots,
            List<OplogView> oplogs,
            @Nullable ResultView lastBackup,
            @Nullable ResultView lastVerification,
            @Nullable DrillView lastDrill,
            @Nullable ResultView lastPrune,
            @Nullable Coverage coverage,
            List<MissedView> missed,
            List<Damage> damages) {
        public PolicyView {
            snapshots = List.copyOf(snapshots);
            oplogs = List.copyOf(oplogs);
            missed = List.copyOf(missed);
            damages = List.copyOf(damages);
        }
    }

    public record NextView(
            @Nullable Instant backup,
            @Nullable Instant verification,
            @Nullable Instant drill,
            @Nullable Instant prune) {}

    public record OplogView(String source, Instant from, Instant to) {}

    /** @param at when it ended */
    public record ResultView(String run, boolean succeeded, Instant at, String summary) {}

    /** @param passed when one last did; null if none has */
    public record DrillView(
            String run,
            boolean succeeded,
            Instant at,
            String summary,
            @Nullable Duration measuredRto,
            @Nullable Duration measuredRpo,
            @Nullable Instant passed) {}

    public record MissedView(
            Objective objective, Duration target, @Nullable Duration actual, Instant since, String detail) {}

    /**
     * @param fresh whether the backup of the environment is not older than its objective allows, and not damaged
     * @param until when that ends if nothing happens until then; null where it is not fresh, or has no objective
     * @param drilled when a restore last passed a drill for every policy that has one
     * @param reasons why it is not fresh
     */
    public record EnvironmentView(
            String name,
            boolean fresh,
            @Nullable Instant recoverableTo,
            @Nullable Instant until,
            @Nullable Instant drilled,
            List<String> reasons) {
        public EnvironmentView {
            reasons = List.copyOf(reasons);
        }
    }

    /** One that somebody still has to agree to. */
    public record DeletionView(
            String id,
            String policy,
            List<String> snapshots,
            String requestedBy,
            String reason,
            Instant expires,
            List<String> approvedBy,
            ApprovalView approval) {
        public DeletionView {
            snapshots = List.copyOf(snapshots);
            approvedBy = List.copyOf(approvedBy);
        }
    }

    public record LegalHoldView(String policy, String snapshot, String by, String reason, Instant since) {}
}
