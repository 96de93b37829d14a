package io.slipway.backupservice.domain.project;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.backupservice.domain.decide.BackupTerms;
import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.backupservice.domain.state.Policy;
import io.slipway.backupservice.domain.state.Run;
import io.slipway.backupservice.domain.state.RunWork;
import io.slipway.events.backup.RunKind;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.policy.BackupSource;
import io.slipway.events.backup.policy.DrillSpec;
import io.slipway.events.backup.task.BackupTask;
import io.slipway.events.backup.task.DrillTask;
import io.slipway.events.backup.task.OplogTask;
import io.slipway.events.backup.task.PruneTask;
import io.slipway.events.backup.task.RepairTask;
import io.slipway.events.backup.task.RestoreTask;
import io.slipway.events.backup.task.VerifyBackupTask;
import io.slipway.events.backup.view.BackupRunsView.RunStatus;
import io.slipway.events.backup.view.BackupRunsView.RunView;

/**
 * What a worker is told about a run.
 *
 * @param type of the task
 * @param input its input record
 * @param timeout how long the work may take
 */
record TaskInput(String type, Object input, Duration timeout) {
    private static final Duration DRILL_TIMEOUT = Duration.ofHours(4);

    static TaskInput of(BackupState state, Policy policy, Run run, BackupTerms terms) {
        String application = state.application();
        BackupPolicy spec = policy.spec();
        return switch (run.work()) {
            case RunWork.Backup(var sources) ->
                new TaskInput(
                        BackupTask.TYPE,
                        new BackupTask(application, run.id(), spec, sources, state.held(spec.name())),
                        terms.timeout());
            case RunWork.Oplog() ->
                new TaskInput(
                        OplogTask.TYPE,
                        new OplogTask(application, run.id(), spec, terms.oplogRun()),
                        terms.oplogRun().plus(terms.lease()));
            case RunWork.Verification work ->
                new TaskInput(
                        VerifyBackupTask.TYPE,
                        new VerifyBackupTask(application, run.id(), spec, work.level(), work.slice(), work.slices()),
                        terms.timeout());
            case RunWork.Drill() -> {
                DrillSpec drill = drill(spec);
                yield new TaskInput(
                        DrillTask.TYPE,
                        new DrillTask(application, run.id(), spec, drill, oplogTo(policy)),
                        drill.timeout());
            }
            case RunWork.Restore work ->
                new TaskInput(
                        RestoreTask.TYPE,
                        new RestoreTask(
                                application,
                                run.id(),
                                spec,
                                work.snapshot(),
                                work.source(),
                                work.include(),
                                work.to(),
                                work.target(),
                                work.dryRun(),
                                work.overwrite()),
                        terms.timeout());
            case RunWork.Prune work ->
                new TaskInput(
                        PruneTask.TYPE,
                        new PruneTask(
                                application, run.id(), spec, work.snapshots(), state.held(spec.name()), work.dryRun()),
                        terms.timeout());
            case RunWork.Repair() ->
                new TaskInput(
                        RepairTask.TYPE,
                        new RepairTask(
                                application, run.id(), spec, state.held(spec.name()), unreported(state, spec.name())),
                        terms.timeout());
        };
    }

    /** Repairs that ended without a result since the last that had one: a worker may have died after its work. */
    private static List<String> unreported(BackupState state, String policy) {
        return state.history().stream()
                .filter(run -> run.kind() == RunKind.REPAIR && run.policy().equals(policy))
                .takeWhile(run -> run.status() != RunStatus.SUCCEEDED)
                .map(RunView::id)
                .toList();
    }

    private static DrillSpec drill(BackupPolicy spec) {
        return spec.drill() != null
                ? spec.drill()
                : new DrillSpec(null, null, null, List.of(), DRILL_TIMEOUT, null, null, null);
    }

    /** The newest moment that all databases with an oplog can be restored to by it; null where one of them cannot. */
    private static @Nullable Instant oplogTo(Policy policy) {
        List<Optional<Instant>> reached = policy.spec().sources().stream()
                .filter(source -> source instanceof BackupSource.Mongodb database && database.oplog() != null)
                .map(source -> policy.holdings().oplogTo(source.name()))
                .toList();
        return reached.stream().allMatch(Optional::isPresent)
                ? reached.stream()
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo)
                        .orElse(null)
                : null;
    }
}
