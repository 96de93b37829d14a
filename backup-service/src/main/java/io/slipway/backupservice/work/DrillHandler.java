package io.slipway.backupservice.work;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.Repository;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backupservice.repository.Repositories;
import io.slipway.backupservice.repository.SnapshotReads;
import io.slipway.backupservice.repository.SnapshotTags;
import io.slipway.events.backup.DrillCheck;
import io.slipway.events.backup.policy.BackupSource;
import io.slipway.events.backup.policy.DrillSpec;
import io.slipway.events.backup.task.DrillTask;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;
import io.slipway.kit.task.TaskHandler;

/** Rehearses a restore, and says how long it took and what is not as it was. */
public final class DrillHandler implements TaskHandler<DrillTask, DrillTask.Output> {
    private final Repositories repositories;
    private final Sources sources;
    private final Path scratch;
    private final CommandEnvironment environment;
    private final InstantSource clock;

    /** @param scratch where files are restored if the policy does not say; removed again */
    DrillHandler(
            Repositories repositories,
            Sources sources,
            CommandEnvironment environment,
            Path scratch,
            InstantSource clock) {
        this.environment = environment;
        this.repositories = repositories;
        this.sources = sources;
        this.scratch = scratch;
        this.clock = clock;
    }

    @Override
    public String type() {
        return DrillTask.TYPE;
    }

    @Override
    public Class<DrillTask> inputType() {
        return DrillTask.class;
    }

    @Override
    public DrillTask.Output run(DrillTask task, TaskContext context) throws TaskFailedException, InterruptedException {
        context.awaitClaim();
        RunProgress progress =
                new RunProgress(context, clock, task.policy().sources().size() + 1);
        return RepositoryWork.of(() -> rehearse(task, progress));
    }

    private DrillTask.Output rehearse(DrillTask task, RunProgress progress) throws IOException, InterruptedException {
        @Nullable String folder = task.drill().folder();
        Path place = (folder == null ? scratch : Path.of(folder)).resolve(task.application() + "-" + task.run());
        Instant begin = clock.instant();
        try (Repository repository = repositories.open(task.policy());
                Rehearsing rehearsing = new Rehearsing(repository, task, place, progress)) {
            Folders.remove(place);
            return rehearse(rehearsing, begin);
        }
    }

    private DrillTask.Output rehearse(Rehearsing rehearsing, Instant begin) throws IOException, InterruptedException {
        DrillTask task = rehearsing.task();
        List<StoredSnapshot> own = SnapshotReads.own(rehearsing.repository(), task.application(), task.policy());
        List<DrillCheck> checks = new ArrayList<>();
        List<String> snapshots = new ArrayList<>();
        List<String> ways = new ArrayList<>();
        long bytes = 0;
        @Nullable Instant shows = null;
        for (BackupSource source : task.policy().sources()) {
            rehearsing.progress().begin(source.name());
            @Nullable
            StoredSnapshot newest = own.stream()
                    .filter(stored -> SnapshotTags.has(stored, "source", source.name()))
                    .filter(SnapshotTags::isData)
                    .findFirst()
                    .orElse(null);
            if (newest == null) {
                checks.add(new DrillCheck(source.name(), "snapshot", false, "one", "none"));
                continue;
            }
            Rehearsed rehearsed = sources.rehearse(source, newest, rehearsing);
            snapshots.add(newest.id().toString());
            bytes += rehearsed.bytes();
            shows = shows == null || rehearsed.shows().isBefore(shows) ? rehearsed.shows() : shows;
            checks.addAll(rehearsed.checks());
            ways.add(source.name() + ": " + rehearsed.way());
        }
        check(rehearsing, checks);
        checks.stream()
                .filter(check -> !check.passed())
                .forEach(check -> rehearsing.progress().line(words(check)));
        Duration took = Duration.between(begin, clock.instant());
        return new DrillTask.Output(
                checks.stream().allMatch(DrillCheck::passed),
                checks.stream()
                        .filter(check -> !check.passed())
                        .findFirst()
                        .map(DrillHandler::words)
                        .orElse(null),
                took,
                shows,
                snapshots,
                bytes,
                checks,
                ways);
    }

    /** What only the application knows: whether what was restored makes sense to it. */
    private void check(Rehearsing rehearsing, List<DrillCheck> checks) throws IOException, InterruptedException {
        DrillSpec drill = rehearsing.task().drill();
        List<String> command = drill.check();
        if (command.isEmpty()) {
            return;
        }
        rehearsing.progress().begin("check");
        @Nullable
        String fault = new RunCommand(
                        environment.of(drill.environment(), rehearsing.environment()), rehearsing.progress())
                .run(command, drill.timeout());
        checks.add(new DrillCheck(
                "application",
                String.join(" ", command),
                fault == null,
                "status 0",
                fault == null ? "status 0" : fault));
    }

    private static String words(DrillCheck check) {
        return check.source() + ": " + check.name() + " is " + check.found() + ", expected " + check.expected();
    }
}
