package io.slipway.backupservice.domain.decide;

import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.backupservice.domain.state.Holdings.OplogRange;
import io.slipway.backupservice.domain.state.Run;
import io.slipway.events.Refusal;
import io.slipway.events.backup.BackupCommand;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.ProtectionEvent;
import io.slipway.events.backup.RunKind;
import io.slipway.events.backup.RunTrigger;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;

/** What the run that stores an oplog says between its beginning and its end. */
final class Oplogs {
    private final Draft<BackupState, BackupEvent> draft;

    private final Context context;
    private final BackupTerms terms;

    Oplogs(Draft<BackupState, BackupEvent> draft, Context context, BackupTerms terms) {
        this.draft = draft;
        this.context = context;
        this.terms = terms;
    }

    /** A slice that says what is known already changes nothing: an attempt may store one that another has stored. */
    Decision<BackupEvent> stored(BackupCommand.ReportOplogSlice slice) {
        if (!isUnderWay(slice.policy(), slice.run())) {
            return over(slice.run());
        }
        OplogRange known = draft.state()
                .policy(slice.policy())
                .map(policy -> policy.holdings().oplogs().get(slice.source()))
                .orElse(null);
        OplogRange now = new OplogRange(slice.from(), slice.to());
        if (!now.equals(known)) {
            draft.emit(new ProtectionEvent.OplogSliceStored(
                    slice.application(),
                    environment(slice.run()),
                    slice.policy(),
                    slice.run(),
                    slice.source(),
                    slice.from(),
                    slice.to(),
                    slice.entries()));
        }
        return draft.accepted(slice.run());
    }

    Decision<BackupEvent> lost(BackupCommand.ReportOplogLoss loss) {
        if (!isUnderWay(loss.policy(), loss.run())) {
            return over(loss.run());
        }
        draft.emit(new ProtectionEvent.OplogLost(
                loss.application(),
                environment(loss.run()),
                loss.policy(),
                loss.run(),
                loss.source(),
                loss.until(),
                Runs.bounded(loss.reason())));
        baseAnew(loss.policy());
        return draft.accepted(loss.run());
    }

    /** Without a new backup no later moment can be reached, so it is taken at once. */
    private void baseAnew(String name) {
        if (draft.state().runs(name, RunKind.BACKUP).findAny().isEmpty()) {
            draft.state()
                    .policy(name)
                    .ifPresent(policy -> new Starting(draft, context, terms)
                            .scheduled(policy, RunKind.BACKUP, draft.now(), RunTrigger.MADE_UP));
        }
    }

    private boolean isUnderWay(String policy, String run) {
        return draft.state().runs(policy, RunKind.OPLOG).map(Run::id).anyMatch(run::equals);
    }

    private String environment(String run) {
        return draft.state().run(run).orElseThrow().environment();
    }

    private static Decision<BackupEvent> over(String run) {
        return Decision.refused(Refusal.Code.CONFLICT, run + " is over; stop it");
    }
}
