package io.slipway.backupservice.work;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.check.CheckReport;
import io.slipway.backup.repository.check.DataToRead;
import io.slipway.backup.repository.check.Finding;
import io.slipway.backup.repository.repair.RepairReport;
import io.slipway.backup.repository.repair.Repaired;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backupservice.repository.Repositories;
import io.slipway.backupservice.repository.SnapshotReads;
import io.slipway.backupservice.repository.SnapshotTags;
import io.slipway.events.backup.Damage;
import io.slipway.events.backup.task.PruneTask;
import io.slipway.events.backup.task.RepairTask;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;
import io.slipway.kit.task.TaskHandler;

/**
 * Salvages what is whole of a damaged repository, and looks afterwards whether all that snapshots need is there. What another
 * policy lost in the same repository is counted, and not named: the names of its files are its own.
 */
public final class RepairHandler implements TaskHandler<RepairTask, RepairTask.Output> {
    private static final int MOST = 100;

    private final Repositories repositories;
    private final InstantSource clock;

    public RepairHandler(Repositories repositories, InstantSource clock) {
        this.repositories = repositories;
        this.clock = clock;
    }

    @Override
    public String type() {
        return RepairTask.TYPE;
    }

    @Override
    public Class<RepairTask> inputType() {
        return RepairTask.class;
    }

    @Override
    public RepairTask.Output run(RepairTask task, TaskContext context)
            throws TaskFailedException, InterruptedException {
        // What removes something is never done by two at the same time.
        context.awaitClaim();
        RunProgress progress = new RunProgress(context, clock, 2);
        return RepositoryWork.of(() -> {
            try (ResticRepository repository = repositories.openForRepair(task.policy())) {
                progress.begin("repair");
                RepairReport report = repository.repair(true, held(task), task.run(), Room.listener(progress));
                List<StoredSnapshot> own = SnapshotReads.own(repository, task.application(), task.policy());
                Map<ObjectId, StoredSnapshot> replaced = replaced(report, own);
                List<String> lost = new ArrayList<>(lost(report, replaced));
                List<StoredSnapshot> earlier = unreported(task, replaced, own);
                earlier.forEach(stored -> lost.addAll(Repaired.losses(stored.snapshot())));
                String summary = summary(report, replaced.size(), earlier.size(), lost.size());
                earlier.forEach(stored -> replaced.put(stored.first(), stored));
                progress.line(summary);
                lost.forEach(one -> progress.line("lost: " + one));
                progress.begin("check");
                return new RepairTask.Output(summary, left(repository, progress), bounded(lost), gone(replaced, own));
            }
        });
    }

    private static Set<ObjectId> held(RepairTask task) {
        return task.held() == null
                ? Set.of()
                : task.held().stream().map(ObjectId::parse).collect(Collectors.toSet());
    }

    /** What became of the policy's own snapshots that lost something, by the id of what they were. */
    private static Map<ObjectId, StoredSnapshot> replaced(RepairReport report, List<StoredSnapshot> own) {
        Map<ObjectId, StoredSnapshot> replaced = new HashMap<>();
        for (RepairReport.Rewritten rewritten : report.rewritten()) {
            if (own.stream()
                    .anyMatch(stored -> stored.id().equals(rewritten.now().id()))) {
                replaced.put(rewritten.old(), rewritten.now());
            }
        }
        return replaced;
    }

    /**
     * What earlier attempts, and earlier repairs that ended without a result, replaced: their workers died after the work, and
     * nobody was told.
     */
    private static List<StoredSnapshot> unreported(
            RepairTask task, Map<ObjectId, StoredSnapshot> replaced, List<StoredSnapshot> own) {
        List<String> runs = new ArrayList<>(List.of(task.run()));
        if (task.unreported() != null) {
            runs.addAll(task.unreported());
        }
        Set<ObjectId> told =
                replaced.values().stream().map(StoredSnapshot::first).collect(Collectors.toSet());
        return own.stream()
                .filter(stored -> runs.stream().anyMatch(run -> Repaired.isBy(stored.snapshot(), run)))
                .filter(stored -> told.add(stored.first()))
                .toList();
    }

    private static List<String> lost(RepairReport report, Map<ObjectId, StoredSnapshot> replaced) {
        return report.lost().stream()
                .filter(lost ->
                        replaced.keySet().stream().anyMatch(id -> lost.startsWith("snapshot " + id.brief() + " ")))
                .toList();
    }

    private static String summary(RepairReport report, int replaced, int earlier, int lost) {
        int snapshots = replaced + earlier;
        int others = report.rewritten().size() - replaced;
        return report.packsDamaged() + " of " + (report.packsIndexed() + report.packsDamaged())
                + " packs were damaged, " + report.blobsSalvaged() + " pieces were saved out of them; "
                + (snapshots == 0
                        ? "nothing is lost"
                        : lost + " files and folders of " + snapshots + " snapshots lost something")
                + (earlier == 0 ? "" : ", " + earlier + " of them in a repair that gave no result")
                + (others == 0 ? "" : "; so did " + others + " snapshots of other policies");
    }

    /** All of the data was just read, so that it is enough to see that everything is where it is said to be. */
    private static List<Damage> left(ResticRepository repository, RunProgress progress) throws IOException {
        CheckReport report = repository.check(new DataToRead.Nothing(), Room.listener(progress));
        report.findings().forEach(finding -> progress.line(finding.message()));
        return report.findings().stream()
                .filter(Finding::isDamage)
                .limit(MOST)
                .map(VerifyHandler::damage)
                .toList();
    }

    private static List<String> bounded(List<String> lost) {
        List<String> first = new ArrayList<>(lost.subList(0, Math.min(MOST, lost.size())));
        if (lost.size() > MOST) {
            first.add("and " + (lost.size() - MOST) + " more, see the log of the run");
        }
        return first;
    }

    /** One on legal hold is still there beside what is left of it. */
    private static List<PruneTask.Forgotten> gone(Map<ObjectId, StoredSnapshot> replaced, List<StoredSnapshot> own) {
        List<PruneTask.Forgotten> gone = new ArrayList<>();
        replaced.forEach((old, now) -> {
            if (own.stream().noneMatch(stored -> stored.id().equals(old))) {
                gone.add(new PruneTask.Forgotten(
                        now.first().toString(),
                        SnapshotTags.value(now.snapshot(), "source").orElse(""),
                        now.snapshot().time().toInstant(),
                        "it lost something, and a repair put " + now.id().brief() + " in its place"));
            }
        });
        return gone;
    }
}
