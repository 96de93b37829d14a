package io.slipway.backupservice.work;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backupservice.repository.HeldSnapshots;
import io.slipway.backupservice.repository.Repositories;
import io.slipway.backupservice.repository.SnapshotReads;
import io.slipway.backupservice.repository.SnapshotTags;
import io.slipway.backupservice.secrets.MissingSecretException;
import io.slipway.events.backup.SnapshotFacts;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.policy.BackupSource;
import io.slipway.events.backup.policy.HooksSpec;
import io.slipway.events.backup.task.BackupTask;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;
import io.slipway.kit.task.TaskHandler;

/**
 * Takes a snapshot of each source. A source that an earlier attempt has taken is not taken again: its snapshot is found by the
 * tag of the run.
 */
public final class BackupHandler implements TaskHandler<BackupTask, BackupTask.Output> {
    private final Repositories repositories;
    private final Sources sources;
    private final CommandEnvironment environment;
    private final InstantSource clock;

    BackupHandler(Repositories repositories, Sources sources, CommandEnvironment environment, InstantSource clock) {
        this.environment = environment;
        this.repositories = repositories;
        this.sources = sources;
        this.clock = clock;
    }

    @Override
    public String type() {
        return BackupTask.TYPE;
    }

    @Override
    public Class<BackupTask> inputType() {
        return BackupTask.class;
    }

    @Override
    public BackupTask.Output run(BackupTask task, TaskContext context)
            throws TaskFailedException, InterruptedException {
        // Two workers must not read the source at the same time: one of them might make a second snapshot.
        context.awaitClaim();
        List<BackupSource> chosen = chosen(task);
        RunProgress progress = new RunProgress(context, clock, chosen.size());
        return RepositoryWork.of(() -> {
            try (ResticRepository repository = repositories.openOrCreate(task.policy())) {
                BackupTask.Output output = around(
                        task,
                        progress,
                        () -> take(
                                new Taking(repository, task.application(), task.policy(), task.run(), progress),
                                chosen));
                hold(repository, task, progress);
                return output;
            }
        });
    }

    /** A backup that succeeded is not in vain because a hold of an older one could not be written down yet. */
    private static void hold(ResticRepository repository, BackupTask task, RunProgress progress) throws IOException {
        if (task.held() == null || task.held().isEmpty()) {
            return;
        }
        try {
            HeldSnapshots.follow(repository, task.application(), task.policy(), task.held());
        } catch (InterruptedIOException | ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            progress.line("a legal hold has no tag in the repository yet; the next run tries again: "
                    + RepositoryWork.words(e));
        }
    }

    private static List<BackupSource> chosen(BackupTask task) {
        return task.policy().sources().stream()
                .filter(source -> task.sources().isEmpty() || task.sources().contains(source.name()))
                .toList();
    }

    private BackupTask.Output take(Taking taking, List<BackupSource> chosen) throws IOException, InterruptedException {
        List<SnapshotFacts> taken = new ArrayList<>();
        for (BackupSource source : chosen) {
            taking.progress().begin(source.name());
            Optional<StoredSnapshot> earlier = earlier(taking, source);
            if (earlier.isPresent()) {
                taking.progress()
                        .line(source.name() + " was taken by an earlier attempt, as "
                                + earlier.get().id().brief());
                taken.add(Sources.facts(source, earlier.get(), List.of()));
            } else {
                SnapshotFacts facts = sources.take(source, taking);
                facts.warnings().forEach(taking.progress()::line);
                taken.add(facts);
            }
        }
        return new BackupTask.Output(taking.repository().id(), taken);
    }

    private static Optional<StoredSnapshot> earlier(Taking taking, BackupSource source) throws IOException {
        return SnapshotReads.own(taking.repository(), taking.application(), taking.policy()).stream()
                .filter(stored -> SnapshotTags.has(stored, "run", taking.run()))
                .filter(stored -> SnapshotTags.has(stored, "source", source.name()))
                .findFirst();
    }

    /** Runs the policy's hooks around something; what comes after it runs also when it fails. */
    private BackupTask.Output around(BackupTask task, RunProgress progress, RepositoryWork.Work<BackupTask.Output> work)
            throws IOException, InterruptedException, TaskFailedException {
        hook(task, task.policy().hooks().before(), progress);
        @Nullable Throwable failure = null;
        try {
            return work.run();
        } catch (IOException | InterruptedException | TaskFailedException | RuntimeException e) {
            failure = e;
            throw e;
        } finally {
            after(task, progress, failure);
        }
    }

    private void after(BackupTask task, RunProgress progress, @Nullable Throwable failure)
            throws TaskFailedException, InterruptedException {
        boolean interrupted = Thread.interrupted();
        try {
            hook(task, task.policy().hooks().after(), progress);
        } catch (TaskFailedException e) {
            if (failure == null) {
                throw e;
            }
            failure.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void hook(BackupTask task, List<String> command, RunProgress progress)
            throws TaskFailedException, InterruptedException {
        if (command.isEmpty()) {
            return;
        }
        HooksSpec hooks = task.policy().hooks();
        String fault;
        try {
            fault = new RunCommand(environment.of(hooks.environment(), variables(task)), progress)
                    .run(command, hooks.timeout());
        } catch (MissingSecretException e) {
            throw new TaskFailedException("a hook cannot run: " + e.getMessage(), false, e);
        }
        if (fault != null) {
            throw new TaskFailedException("the hook " + fault, true);
        }
    }

    private static Map<String, String> variables(BackupTask task) {
        BackupPolicy policy = task.policy();
        return Map.of(
                "SLIPWAY_APPLICATION", task.application(),
                "SLIPWAY_ENVIRONMENT", policy.environment(),
                "SLIPWAY_POLICY", policy.name(),
                "SLIPWAY_RUN", task.run());
    }
}
