package io.slipway.backupservice.work;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.Repository;
import io.slipway.backup.repository.SnapshotNotFoundException;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.archive.ThawReport;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backupservice.repository.Repositories;
import io.slipway.backupservice.repository.SnapshotReads;
import io.slipway.backupservice.repository.SnapshotTags;
import io.slipway.events.backup.policy.BackupSource;
import io.slipway.events.backup.task.RestoreTask;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;
import io.slipway.kit.task.TaskHandler;

/** Restores snapshots, or says what that would do. */
public final class RestoreHandler implements TaskHandler<RestoreTask, RestoreTask.Output> {
    private final Repositories repositories;
    private final Sources sources;
    private final InstantSource clock;

    public RestoreHandler(Repositories repositories, Sources sources, InstantSource clock) {
        this.repositories = repositories;
        this.sources = sources;
        this.clock = clock;
    }

    @Override
    public String type() {
        return RestoreTask.TYPE;
    }

    @Override
    public Class<RestoreTask> inputType() {
        return RestoreTask.class;
    }

    @Override
    public RestoreTask.Output run(RestoreTask task, TaskContext context)
            throws TaskFailedException, InterruptedException {
        // What writes over data is never done by two at the same time.
        context.awaitClaim();
        return RepositoryWork.of(() -> {
            try (ResticRepository repository = repositories.open(task.policy())) {
                List<StoredSnapshot> chosen = chosen(repository, task);
                thaw(repository, task, chosen);
                return restore(new Restoring(repository, task, new RunProgress(context, clock, chosen.size())), chosen);
            }
        });
    }

    /** Of a database all of it: its names are no paths. */
    private static void thaw(ResticRepository repository, RestoreTask task, List<StoredSnapshot> chosen)
            throws IOException, TaskFailedException {
        boolean paths = chosen.stream()
                .allMatch(stored -> SnapshotTags.value(stored.snapshot(), "kind")
                        .filter(kind -> kind.equals("files") || kind.equals("command"))
                        .isPresent());
        ThawReport thaw = repository.thaw(chosen, paths ? task.include() : List.of(), !task.dryRun());
        if (!thaw.isReady()) {
            throw new TaskFailedException(thaw.words(), false);
        }
    }

    private RestoreTask.Output restore(Restoring restoring, List<StoredSnapshot> chosen)
            throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        List<String> summary = new ArrayList<>();
        long files = 0;
        long bytes = 0;
        @Nullable Instant shows = null;
        for (StoredSnapshot stored : chosen) {
            BackupSource source = source(restoring.task(), stored);
            restoring.progress().begin(source.name());
            Restored restored = sources.restore(source, stored, restoring);
            ids.add(stored.id().toString());
            summary.add(source.name() + ": " + restored.summary());
            restoring.progress().line(summary.getLast());
            files += restored.files();
            bytes += restored.bytes();
            shows = shows == null || restored.shows().isBefore(shows) ? restored.shows() : shows;
        }
        return new RestoreTask.Output(ids, files, bytes, shows == null ? clock.instant() : shows, summary);
    }

    /** One by its id, or the newest of each source that is meant. */
    private static List<StoredSnapshot> chosen(Repository repository, RestoreTask task) throws IOException {
        if (!task.snapshot().equals("latest")) {
            return List.of(SnapshotReads.find(repository, task.application(), task.policy(), task.snapshot()));
        }
        List<StoredSnapshot> own = SnapshotReads.own(repository, task.application(), task.policy());
        List<StoredSnapshot> chosen = new ArrayList<>();
        for (BackupSource source : task.policy().sources()) {
            if (task.source() == null || task.source().equals(source.name())) {
                chosen.add(own.stream()
                        .filter(stored -> SnapshotTags.has(stored, "source", source.name()))
                        .filter(SnapshotTags::isData)
                        .findFirst()
                        .orElseThrow(() ->
                                new SnapshotNotFoundException("there is no snapshot of the source " + source.name())));
            }
        }
        if (chosen.isEmpty()) {
            throw new SnapshotNotFoundException(
                    "the policy " + task.policy().name() + " has no source " + task.source());
        }
        return chosen;
    }

    private static BackupSource source(RestoreTask task, StoredSnapshot stored) throws SnapshotNotFoundException {
        String name = SnapshotTags.value(stored.snapshot(), "source").orElse("");
        return task.policy().sources().stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new SnapshotNotFoundException("snapshot " + stored.id().brief()
                                + " is of the source " + name + ", which the policy "
                                + task.policy().name()
                                + " has no longer; restore it with slipway backup restore --repository"));
    }
}
