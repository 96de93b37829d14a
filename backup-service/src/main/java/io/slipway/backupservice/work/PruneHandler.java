package io.slipway.backupservice.work;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.mongodb.oplog.OplogRetention;
import io.slipway.backup.mongodb.oplog.OplogTime;
import io.slipway.backup.mongodb.oplog.SliceSnapshots;
import io.slipway.backup.mongodb.oplog.Timeline;
import io.slipway.backup.mongodb.pointintime.Base;
import io.slipway.backup.mongodb.pointintime.DumpBases;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.prune.PruneReport;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.retention.Retention;
import io.slipway.backupservice.repository.HeldSnapshots;
import io.slipway.backupservice.repository.Repositories;
import io.slipway.backupservice.repository.SnapshotReads;
import io.slipway.backupservice.repository.SnapshotTags;
import io.slipway.events.backup.ArchivedPacks;
import io.slipway.events.backup.RetainedPacks;
import io.slipway.events.backup.policy.BackupSource;
import io.slipway.events.backup.task.PruneTask;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;
import io.slipway.kit.task.TaskHandler;

/**
 * Forgets snapshots that the policy's retention does not keep, or that were agreed to go, and the slices of oplogs that lead to
 * no backup any more, removes what only they needed, and moves what is old to where it is cheaper.
 */
public final class PruneHandler implements TaskHandler<PruneTask, PruneTask.Output> {
    private final Repositories repositories;
    private final InstantSource clock;

    public PruneHandler(Repositories repositories, InstantSource clock) {
        this.repositories = repositories;
        this.clock = clock;
    }

    @Override
    public String type() {
        return PruneTask.TYPE;
    }

    @Override
    public Class<PruneTask> inputType() {
        return PruneTask.class;
    }

    @Override
    public PruneTask.Output run(PruneTask task, TaskContext context) throws TaskFailedException, InterruptedException {
        // What removes something is never done by two at the same time.
        context.awaitClaim();
        RunProgress progress = new RunProgress(context, clock, task.policy().archive() == null ? 2 : 3);
        return RepositoryWork.of(() -> {
            try (ResticRepository repository = repositories.open(task.policy())) {
                progress.begin("forget");
                if (!task.dryRun()) {
                    HeldSnapshots.follow(repository, task.application(), task.policy(), task.held());
                }
                List<StoredSnapshot> own = SnapshotReads.own(repository, task.application(), task.policy());
                List<StoredSnapshot> data =
                        own.stream().filter(SnapshotTags::isData).toList();
                StorageLock lock = new StorageLock(repository, task.policy(), clock.instant(), progress);
                List<Retained.Going> going =
                        lock.unlocked(new Retained(task, clock.instant()).going(data), task.snapshots());
                going.forEach(gone -> progress.line(gone.snapshot().id().brief() + " of "
                        + gone.snapshot().snapshot().time() + " goes: " + gone.reason()));
                if (!task.dryRun()) {
                    forget(repository, task, going, own, lock, progress);
                }
                progress.begin("prune");
                PruneReport made = Room.make(repository, task, progress);
                @Nullable ArchivedPacks archived = OldPacks.move(repository, task, clock.instant(), progress);
                if (!task.dryRun()) {
                    lock.extend();
                }
                return output(going, data.size(), made, archived);
            }
        });
    }

    private void forget(
            ResticRepository repository,
            PruneTask task,
            List<Retained.Going> going,
            List<StoredSnapshot> own,
            StorageLock lock,
            RunProgress progress)
            throws IOException {
        Set<ObjectId> ids = new HashSet<>();
        going.forEach(gone -> ids.add(gone.snapshot().id()));
        repository.forget(ids);
        if (!task.policy().repository().appendOnly() && own.size() > ids.size()) {
            Set<ObjectId> slices = lock.unlocked(superfluousSlices(repository, task));
            repository.forget(slices);
            if (!slices.isEmpty()) {
                progress.line(slices.size() + " snapshots of the oplog go: no backup needs them");
            }
        }
    }

    /** After the backups that they lead on from are gone, and where a later snapshot holds the same slices. */
    private Set<ObjectId> superfluousSlices(ResticRepository repository, PruneTask task) throws IOException {
        Set<ObjectId> superfluous = new HashSet<>();
        Set<ObjectId> held = new HashSet<>();
        repository.snapshots().stream()
                .filter(stored -> Retention.isOnHold(stored.snapshot()))
                .forEach(stored -> held.add(stored.id()));
        for (BackupSource source : task.policy().sources()) {
            if (source instanceof BackupSource.Mongodb) {
                List<String> tags = List.of(
                        "application=" + task.application(),
                        "policy=" + task.policy().name(),
                        "source=" + source.name());
                Map<ObjectId, Timeline> parts = new SliceSnapshots(repository, task.application(), tags, clock).parts();
                List<OplogTime> bases = new ArrayList<>();
                for (Base base : new DumpBases(repository, tags).bases()) {
                    bases.add(base.from());
                }
                superfluous.addAll(OplogRetention.superfluous(parts, bases));
            }
        }
        superfluous.removeAll(held);
        return superfluous;
    }

    private static PruneTask.Output output(
            List<Retained.Going> going, int before, PruneReport made, @Nullable ArchivedPacks archived) {
        return new PruneTask.Output(
                going.stream()
                        .map(gone -> new PruneTask.Forgotten(
                                gone.snapshot().first().toString(),
                                SnapshotTags.value(gone.snapshot().snapshot(), "source")
                                        .orElse(""),
                                time(gone),
                                gone.reason()))
                        .toList(),
                before - going.size(),
                made.bytesRemoved(),
                made.bytesWaiting(),
                archived,
                made.kept().files() == 0
                        ? null
                        : new RetainedPacks(
                                made.kept().files(),
                                made.kept().bytes(),
                                made.kept().until()));
    }

    private static Instant time(Retained.Going gone) {
        return gone.snapshot().snapshot().time().toInstant();
    }
}
