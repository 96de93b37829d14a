package io.slipway.events.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.MessageType;

/** What became of the protection of an environment. */
public sealed interface ProtectionEvent extends BackupEvent {
    /** What is promised. */
    enum Objective {
        /** The age of the newest data that can be restored. */
        RPO,
        /** The time a restore takes, as drills measure it. */
        RTO,
        /** That a restore is rehearsed now and then. */
        DRILL,
        /** That all of the repository is read again within a time. */
        COVERAGE
    }

    /** What is unusual about a backup. */
    enum Anomaly {
        /** There is much less data than usually: it may be gone. */
        SIZE_COLLAPSED,
        /** There is much more data than usually. */
        SIZE_JUMPED,
        /** Much more of the data is new than usually: all of it may have been rewritten. */
        ALMOST_ALL_NEW,
        /** The new data cannot be compressed as it usually can: somebody may have encrypted it. */
        INCOMPRESSIBLE
    }

    /** Why a time of a schedule passed without a run. */
    enum MissReason {
        /** Nobody was there to see it. */
        OUTAGE,
        /** The run before still went on. */
        OVERLAP
    }

    /**
     * @param due the first of the times that were missed
     * @param count how many were missed
     * @param madeUp whether a run makes up for them now
     */
    @MessageType(
            value = "io.slipway.backup.backup.missed.v1",
            description = "A time of a schedule passed without a backup.")
    record BackupMissed(
            String application,
            String environment,
            String policy,
            Instant due,
            int count,
            MissReason reason,
            boolean madeUp)
            implements ProtectionEvent {}

    /**
     * @param target what was promised
     * @param actual what is; null where there is nothing to measure yet
     */
    @MessageType(
            value = "io.slipway.backup.objective.missed.v1",
            description = "What is promised of a recovery is not kept.")
    record ObjectiveMissed(
            String application,
            String environment,
            String policy,
            Objective objective,
            Duration target,
            @Nullable Duration actual,
            String detail)
            implements ProtectionEvent {}

    @MessageType(
            value = "io.slipway.backup.objective.met-again.v1",
            description = "What is promised of a recovery is kept again.")
    record ObjectiveMetAgain(
            String application,
            String environment,
            String policy,
            Objective objective,
            Duration target,
            Duration actual)
            implements ProtectionEvent {}

    /**
     * Published again whenever {@code until} has moved by more than a little, or a drill has passed.
     *
     * @param recoverableTo the newest moment that all sources of the policy can be restored to
     * @param objective how old that may be; null where the policy does not say
     * @param until when it becomes stale if nothing happens until then, also where nobody is there to say so; null where there
     *     is no objective
     * @param drilled when a restore last passed a drill; null where none has
     * @param drillEvery how long ago that may be; null where the policy does not say
     */
    @MessageType(
            value = "io.slipway.backup.environment.fresh.v1",
            description = "What a policy backs up of an environment is not older than it may be.")
    record BackupFresh(
            String application,
            String environment,
            String policy,
            Instant recoverableTo,
            @Nullable Duration objective,
            @Nullable Instant until,
            @Nullable Instant drilled,
            @Nullable Duration drillEvery)
            implements ProtectionEvent {}

    /**
     * @param recoverableTo the newest moment that can be restored; null where there is none
     * @param damaged whether it is the repository that is at fault
     * @param reason in a sentence
     */
    @MessageType(
            value = "io.slipway.backup.environment.stale.v1",
            description = "What a policy backs up of an environment is older than it may be, damaged, or not there.")
    record BackupStale(
            String application,
            String environment,
            String policy,
            @Nullable Instant recoverableTo,
            @Nullable Duration objective,
            @Nullable Instant drilled,
            @Nullable Duration drillEvery,
            boolean damaged,
            String reason)
            implements ProtectionEvent {}

    /**
     * @param run whose snapshot it is about
     * @param measured what was found
     * @param usual what it is compared with
     * @param threshold the policy's, by its name: {@code anomaly.minSize}
     * @param limit the value of the threshold
     */
    @MessageType(
            value = "io.slipway.backup.anomaly.detected.v1",
            description = "A backup succeeded, and there is something unusual about it.")
    record AnomalyDetected(
            String application,
            String environment,
            String policy,
            String run,
            String source,
            String snapshot,
            Anomaly anomaly,
            double measured,
            double usual,
            String threshold,
            double limit,
            String detail)
            implements ProtectionEvent {}

    /** @param run which found it */
    @MessageType(
            value = "io.slipway.backup.repository.damaged.v1",
            description = "A repository is not as it was written.")
    record RepositoryDamaged(String application, String environment, String policy, String run, List<Damage> damages)
            implements ProtectionEvent {
        public RepositoryDamaged {
            damages = List.copyOf(damages);
        }
    }

    /** @param run which found that it is whole again */
    @MessageType(
            value = "io.slipway.backup.repository.repaired.v1",
            description =
                    "A repository that was damaged is whole again; what could not be salvaged is not in it any more.")
    record RepositoryRepaired(String application, String environment, String policy, String run, String detail)
            implements ProtectionEvent {}

    /**
     * @param from the moment from which on a restore can reach any moment
     * @param to until when
     */
    @MessageType(
            value = "io.slipway.backup.oplog.slice-stored.v1",
            description = "A database can be restored to any moment until a later one than before.")
    record OplogSliceStored(
            String application,
            String environment,
            String policy,
            String run,
            String source,
            Instant from,
            Instant to,
            long entries)
            implements ProtectionEvent {}

    /** @param until the last moment that a restore can still reach; null where there is none */
    @MessageType(
            value = "io.slipway.backup.oplog.lost.v1",
            description = "A part of an oplog was gone before it was stored: moments after it need a new backup.")
    record OplogLost(
            String application,
            String environment,
            String policy,
            String run,
            String source,
            @Nullable Instant until,
            String reason)
            implements ProtectionEvent {}

    @MessageType(
            value = "io.slipway.backup.legal-hold.placed.v1",
            description = "A snapshot is kept until somebody says otherwise.")
    record LegalHoldPlaced(
            String application, String environment, String policy, String snapshot, String by, String reason)
            implements ProtectionEvent {}

    @MessageType(
            value = "io.slipway.backup.legal-hold.released.v1",
            description = "A snapshot is left to the retention again.")
    record LegalHoldReleased(
            String application, String environment, String policy, String snapshot, String by, String reason)
            implements ProtectionEvent {}
}
