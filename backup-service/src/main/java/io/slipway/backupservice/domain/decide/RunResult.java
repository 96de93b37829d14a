package io.slipway.backupservice.domain.decide;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.backupservice.domain.state.Run;
import io.slipway.backupservice.domain.state.RunWork;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.BackupRunEvent.BackupSucceeded;
import io.slipway.events.backup.Damage;
import io.slipway.events.backup.OplogRunEvent.OplogWatchEnded;
import io.slipway.events.backup.ProtectionEvent.RepositoryDamaged;
import io.slipway.events.backup.ProtectionEvent.RepositoryRepaired;
import io.slipway.events.backup.PruneEvent.PruneSucceeded;
import io.slipway.events.backup.PruneEvent.SnapshotForgotten;
import io.slipway.events.backup.RepairEvent.RepairSucceeded;
import io.slipway.events.backup.RestoreEvent.RestoreSucceeded;
import io.slipway.events.backup.task.BackupTask;
import io.slipway.events.backup.task.DrillTask;
import io.slipway.events.backup.task.PruneTask;
import io.slipway.events.backup.task.RepairTask;
import io.slipway.events.backup.task.RestoreTask;
import io.slipway.events.backup.task.VerifyBackupTask;
import io.slipway.events.json.Json;
import io.slipway.kit.aggregate.Draft;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** What the result of a worker's task means. */
final class RunResult {
    /** Of what was found, as much as an event should carry. */
    private static final int MOST_FOUND = 50;

    private final Draft<BackupState, BackupEvent> draft;
    private final BackupTerms terms;

    RunResult(Draft<BackupState, BackupEvent> draft, BackupTerms terms) {
        this.draft = draft;
        this.terms = terms;
    }

    void conclude(Run run, @Nullable JsonNode output) {
        try {
            read(run, output == null ? NullNode.getInstance() : output);
        } catch (JacksonException e) {
            unreadable(run, e.getOriginalMessage());
        } catch (UnreadableResultException e) {
            unreadable(run, e.getMessage());
        }
    }

    private void unreadable(Run run, @Nullable String why) {
        new Failing(draft, terms).attemptFailed(run, "the worker's result cannot be read: " + why, true, null);
    }

    /** Reads all of the result before anything happens because of it. */
    private static <T> T read(JsonNode output, Class<T> type, Function<T, @Nullable Object> needed) {
        T result = Json.read(output, type);
        if (result == null || needed.apply(result) == null) {
            throw new UnreadableResultException("not a " + type.getName());
        }
        return result;
    }

    /** A worker of another make may say anything. */
    private static final class UnreadableResultException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableResultException(String message) {
            super(message);
        }
    }

    private void read(Run run, JsonNode output) {
        switch (run.work()) {
            case RunWork.Backup _ -> backup(run, read(output, BackupTask.Output.class, BackupTask.Output::repository));
            case RunWork.Oplog _ ->
                draft.emit(new OplogWatchEnded(application(), run.environment(), run.policy(), run.id()));
            case RunWork.Verification work ->
                new Verifying(draft)
                        .conclude(
                                run,
                                work,
                                read(output, VerifyBackupTask.Output.class, VerifyBackupTask.Output::damages));
            case RunWork.Drill _ ->
                new Drilling(draft).conclude(run, read(output, DrillTask.Output.class, DrillTask.Output::took));
            case RunWork.Restore work ->
                restore(run, work, read(output, RestoreTask.Output.class, RestoreTask.Output::shows));
            case RunWork.Prune work ->
                prune(run, work, read(output, PruneTask.Output.class, PruneTask.Output::forgotten));
            case RunWork.Repair _ -> repair(run, read(output, RepairTask.Output.class, RepairTask.Output::summary));
        }
    }

    private void backup(Run run, BackupTask.Output output) {
        List<BackupEvent> unusual = draft.state()
                .policy(run.policy())
                .map(policy -> new Anomalies(application(), policy, run.id()).of(output.snapshots()))
                .orElse(List.of());
        draft.emit(new BackupSucceeded(
                application(),
                run.environment(),
                run.policy(),
                run.id(),
                output.repository(),
                output.snapshots(),
                took(run)));
        unusual.forEach(draft::emit);
    }

    private void restore(Run run, RunWork.Restore work, RestoreTask.Output output) {
        draft.emit(new RestoreSucceeded(
                application(),
                run.environment(),
                run.policy(),
                run.id(),
                work.dryRun(),
                output.snapshots(),
                output.files(),
                output.bytes(),
                output.shows(),
                output.summary().stream().limit(MOST_FOUND).toList(),
                took(run)));
    }

    private void prune(Run run, RunWork.Prune work, PruneTask.Output output) {
        if (!work.dryRun()) {
            forgotten(run, output.forgotten());
        }
        draft.emit(new PruneSucceeded(
                application(),
                run.environment(),
                run.policy(),
                run.id(),
                work.dryRun(),
                output.forgotten().size(),
                output.kept(),
                output.bytesRemoved(),
                output.bytesWaiting(),
                took(run),
                output.archived(),
                output.retained()));
    }

    private void forgotten(Run run, List<PruneTask.Forgotten> snapshots) {
        snapshots.forEach(forgotten -> draft.emit(new SnapshotForgotten(
                application(),
                run.environment(),
                run.policy(),
                run.id(),
                forgotten.snapshot(),
                forgotten.source(),
                forgotten.time(),
                forgotten.reason(),
                run.by())));
    }

    /** What is left of a snapshot that lost something is no recovery point: the next backup is one again. */
    private void repair(Run run, RepairTask.Output output) {
        List<Damage> left = output.left().stream().limit(MOST_FOUND).toList();
        List<String> lost = output.lost() == null
                ? null
                : output.lost().stream().limit(MOST_FOUND).map(Runs::bounded).toList();
        if (output.replaced() != null) {
            forgotten(run, output.replaced());
        }
        draft.emit(new RepairSucceeded(
                application(), run.environment(), run.policy(), run.id(), output.summary(), took(run), lost));
        draft.emit(
                left.isEmpty()
                        ? new RepositoryRepaired(
                                application(), run.environment(), run.policy(), run.id(), output.summary())
                        : new RepositoryDamaged(application(), run.environment(), run.policy(), run.id(), left));
    }

    private Duration took(Run run) {
        return Duration.between(run.startedAt(), draft.now());
    }

    private String application() {
        return draft.state().application();
    }
}
