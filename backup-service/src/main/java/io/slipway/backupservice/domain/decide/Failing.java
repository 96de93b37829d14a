package io.slipway.backupservice.domain.decide;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.backupservice.domain.state.Run;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.BackupRunEvent;
import io.slipway.events.backup.DrillEvent;
import io.slipway.events.backup.OplogRunEvent;
import io.slipway.events.backup.PruneEvent;
import io.slipway.events.backup.RepairEvent;
import io.slipway.events.backup.RestoreEvent;
import io.slipway.events.backup.RunKind;
import io.slipway.events.backup.VerificationEvent;
import io.slipway.kit.aggregate.Draft;

/** What follows from an attempt that failed. */
final class Failing {
    private final Draft<BackupState, BackupEvent> draft;
    private final BackupTerms terms;

    Failing(Draft<BackupState, BackupEvent> draft, BackupTerms terms) {
        this.draft = draft;
        this.terms = terms;
    }

    /** The watch over an oplog is never given up while another attempt may help. */
    void attemptFailed(Run run, String reason, boolean retryable, @Nullable Duration notBefore) {
        boolean again = run.kind() == RunKind.OPLOG || run.failures() + 1 < terms.attempts();
        if (retryable && again) {
            new Runs(draft, terms).retry(run, reason, notBefore);
        } else {
            forGood(run, Runs.bounded(reason));
        }
    }

    private void forGood(Run run, String reason) {
        String application = draft.state().application();
        String environment = run.environment();
        String policy = run.policy();
        int attempts = run.attempt();
        draft.emit(
                switch (run.kind()) {
                    case BACKUP ->
                        new BackupRunEvent.BackupFailed(application, environment, policy, run.id(), attempts, reason);
                    case OPLOG ->
                        new OplogRunEvent.OplogWatchFailed(
                                application, environment, policy, run.id(), attempts, reason);
                    case VERIFICATION ->
                        new VerificationEvent.VerificationFailed(
                                application,
                                environment,
                                policy,
                                run.id(),
                                "it could not be done: " + reason,
                                List.of(),
                                null);
                    case DRILL ->
                        new DrillEvent.RestoreDrillFailed(
                                application, environment, policy, run.id(), null, null, reason, List.of(), null);
                    case RESTORE ->
                        new RestoreEvent.RestoreFailed(application, environment, policy, run.id(), attempts, reason);
                    case PRUNE ->
                        new PruneEvent.PruneFailed(application, environment, policy, run.id(), attempts, reason);
                    case REPAIR ->
                        new RepairEvent.RepairFailed(application, environment, policy, run.id(), attempts, reason);
                });
    }
}
