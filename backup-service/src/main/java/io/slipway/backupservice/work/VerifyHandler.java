package io.slipway.backupservice.work;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.Repository;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.WorkListener;
import io.slipway.backup.repository.check.CheckReport;
import io.slipway.backup.repository.check.DataToRead;
import io.slipway.backup.repository.check.Finding;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.storage.FrozenFileException;
import io.slipway.backup.tree.TreeBrowser;
import io.slipway.backup.tree.TreeVisitor;
import io.slipway.backupservice.domain.state.Words;
import io.slipway.backupservice.repository.Repositories;
import io.slipway.backupservice.repository.SnapshotReads;
import io.slipway.backupservice.repository.SnapshotTags;
import io.slipway.events.backup.Damage;
import io.slipway.events.backup.VerificationLevel;
import io.slipway.events.backup.policy.BackupSource;
import io.slipway.events.backup.task.VerifyBackupTask;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;
import io.slipway.kit.task.TaskHandler;

/** Reads a repository again. */
public final class VerifyHandler implements TaskHandler<VerifyBackupTask, VerifyBackupTask.Output> {
    private static final int MOST_DAMAGES = 100;

    private final Repositories repositories;
    private final InstantSource clock;

    public VerifyHandler(Repositories repositories, InstantSource clock) {
        this.repositories = repositories;
        this.clock = clock;
    }

    @Override
    public String type() {
        return VerifyBackupTask.TYPE;
    }

    @Override
    public Class<VerifyBackupTask> inputType() {
        return VerifyBackupTask.class;
    }

    @Override
    public VerifyBackupTask.Output run(VerifyBackupTask task, TaskContext context)
            throws TaskFailedException, InterruptedException {
        RunProgress progress = new RunProgress(context, clock, task.level() == VerificationLevel.RESTORE ? 2 : 1);
        return RepositoryWork.of(() -> {
            try (ResticRepository repository = repositories.open(task.policy())) {
                progress.begin("check");
                CheckReport report = repository.check(data(task), listener(progress));
                List<Damage> damages = new ArrayList<>(report.findings().stream()
                        .filter(Finding::isDamage)
                        .limit(MOST_DAMAGES)
                        .map(VerifyHandler::damage)
                        .toList());
                report.findings().forEach(finding -> progress.line(finding.message()));
                if (report.frozen().packs() > 0) {
                    progress.line(report.frozen().packs() + " packs ("
                            + Words.bytes(report.frozen().bytes())
                            + ") are in a class that has to be thawed before it is read: they are there, and count as"
                            + " neither read nor unread");
                }
                List<StoredSnapshot> own = SnapshotReads.own(repository, task.application(), task.policy()).stream()
                        .filter(SnapshotTags::isData)
                        .toList();
                if (task.level() == VerificationLevel.RESTORE) {
                    progress.begin("read as a restore would");
                    damages.addAll(readNewest(repository, task, own, progress));
                }
                @Nullable
                Instant newest =
                        own.isEmpty() ? null : own.getFirst().snapshot().time().toInstant();
                return new VerifyBackupTask.Output(
                        report.packs() - report.frozen().packs(),
                        report.packsRead(),
                        report.packBytes() - report.frozen().bytes(),
                        report.bytesRead(),
                        own.size(),
                        newest,
                        damages);
            }
        });
    }

    private static DataToRead data(VerifyBackupTask task) {
        if (task.level() == VerificationLevel.PRESENCE) {
            return new DataToRead.Nothing();
        }
        return task.slices() == 1 ? new DataToRead.Everything() : new DataToRead.Part(task.slice() + 1, task.slices());
    }

    private static WorkListener listener(RunProgress progress) {
        return (step, done, total) -> {
            if (step == WorkListener.Step.READ) {
                progress.bytes(done, total);
            } else {
                progress.count(step.name().toLowerCase(Locale.ROOT), done, total);
            }
        };
    }

    /** Every file of the newest snapshot of each source, from its first byte to its last. */
    private static List<Damage> readNewest(
            Repository repository, VerifyBackupTask task, List<StoredSnapshot> own, RunProgress progress)
            throws IOException {
        List<Damage> damages = new ArrayList<>();
        for (BackupSource source : task.policy().sources()) {
            StoredSnapshot newest = own.stream()
                    .filter(stored -> SnapshotTags.has(stored, "source", source.name()))
                    .findFirst()
                    .orElse(null);
            if (newest == null) {
                damages.add(new Damage("snapshot", "", "there is none of the source " + source.name(), List.of()));
            } else {
                read(repository, newest, damages, progress);
            }
        }
        return damages;
    }

    private static void read(Repository repository, StoredSnapshot stored, List<Damage> damages, RunProgress progress)
            throws IOException {
        TreeBrowser browser = new TreeBrowser(repository, stored.snapshot().tree());
        long[] bytes = new long[1];
        browser.walk("/", (path, node) -> {
            if (node.isFile()) {
                try (InputStream content = browser.open(path)) {
                    long length = content.transferTo(OutputStream.nullOutputStream());
                    bytes[0] += length;
                    if (length != node.size()) {
                        throw new IOException("it has " + length + " bytes, expected " + node.size());
                    }
                } catch (InterruptedIOException | FrozenFileException e) {
                    throw e;
                } catch (IOException e) {
                    damages.add(new Damage(
                            "snapshot",
                            stored.id().toString(),
                            path + ": " + RepositoryWork.words(e),
                            List.of(stored.id().brief())));
                }
                progress.bytes(bytes[0], 0);
            }
            return TreeVisitor.Next.ON;
        });
    }

    static Damage damage(Finding finding) {
        String what = switch (finding.kind()) {
            case PACK_MISSING, PACK_TRUNCATED, PACK_DAMAGED, PACK_UNKNOWN -> "pack";
            case BLOB_DAMAGED, BLOB_MISSING, TREE_DAMAGED -> "blob";
            case SNAPSHOT_DAMAGED -> "snapshot";
            case INDEX_DAMAGED -> "index";
            case KEY_DAMAGED -> "key";
        };
        String id = finding.blob() != null
                ? finding.blob().toString()
                : finding.file() == null
                        ? ""
                        : finding.file().substring(finding.file().lastIndexOf('/') + 1);
        return new Damage(what, id, finding.message(), finding.snapshots());
    }
}
