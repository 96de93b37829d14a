package io.slipway.backupservice.domain.decide;

import java.time.Instant;
import java.util.Optional;

import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.backupservice.domain.state.Evolution;
import io.slipway.events.Refusal;
import io.slipway.events.backup.BackupCommand;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decider;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.aggregate.Draft;

/** Decides on the backups of one application. Whatever was decided, what is promised is looked at afterwards. */
public final class BackupDecider implements Decider<BackupState, BackupCommand, BackupEvent> {
    private final BackupTerms terms;
    private final Directory directory;

    /** @param directory who has which role */
    public BackupDecider(BackupTerms terms, Directory directory) {
        this.terms = terms;
        this.directory = directory;
    }

    @Override
    public BackupState initial(String aggregateId) {
        return BackupState.initial(aggregateId);
    }

    @Override
    public Decision<BackupEvent> decide(BackupState state, BackupCommand command, Context context) {
        Optional<Refusal> refusal = new Permissions(directory).refuses(command, context.actor());
        return refusal.isPresent()
                ? new Decision.Refused<>(refusal.get())
                : assessed(state, decided(state, command, context), context);
    }

    private Decision<BackupEvent> decided(BackupState state, BackupCommand command, Context context) {
        Draft<BackupState, BackupEvent> draft = draft(state, context);
        Starting starting = new Starting(draft, context, terms);
        return switch (command) {
            case BackupCommand.ApplyPolicies apply -> new Policies(draft, context, terms).apply(apply);
            case BackupCommand.RunBackup run -> starting.backup(run);
            case BackupCommand.Verify verify -> starting.verification(verify);
            case BackupCommand.Drill drill -> starting.drill(drill);
            case BackupCommand.Restore restore -> starting.restore(restore);
            case BackupCommand.Prune prune -> starting.prune(prune);
            case BackupCommand.Repair repair -> starting.repair(repair);
            case BackupCommand.CancelRun cancel -> new Runs(draft, terms).cancel(cancel, context.actor());
            case BackupCommand.RequestDelete request ->
                deletions(draft, context).request(request);
            case BackupCommand.ApproveDelete approve ->
                deletions(draft, context).approve(approve);
            case BackupCommand.RejectDelete reject -> deletions(draft, context).reject(reject);
            case BackupCommand.PlaceLegalHold place -> new LegalHolds(draft, context).place(place);
            case BackupCommand.ReleaseLegalHold release -> new LegalHolds(draft, context).release(release);
            case BackupCommand.ReportOplogSlice slice -> new Oplogs(draft, context, terms).stored(slice);
            case BackupCommand.ReportOplogLoss loss -> new Oplogs(draft, context, terms).lost(loss);
        };
    }

    @Override
    public Decision<BackupEvent> report(BackupState state, TaskReport report, Context context) {
        Draft<BackupState, BackupEvent> draft = draft(state, context);
        Decision<BackupEvent> decision = new WorkerReport(draft, terms).decide(report);
        deletions(draft, context).startApproved();
        return decision instanceof Decision.Refused ? decision : assessed(state, draft.accepted(null), context);
    }

    @Override
    public Decision<BackupEvent> onTime(BackupState state, Context context) {
        Draft<BackupState, BackupEvent> draft = draft(state, context);
        new Deadlines(draft, context, terms).pass();
        deletions(draft, context).startApproved();
        return assessed(state, draft.accepted(null), context);
    }

    /** What was decided, and what that means for what is promised. */
    private Decision<BackupEvent> assessed(BackupState state, Decision<BackupEvent> decision, Context context) {
        if (!(decision instanceof Decision.Accepted<BackupEvent> accepted)) {
            return decision;
        }
        Draft<BackupState, BackupEvent> draft = draft(state, context);
        accepted.events().forEach(draft::emit);
        new Assessment(draft).assess();
        return draft.accepted(accepted.subject());
    }

    @Override
    public BackupState evolve(BackupState state, BackupEvent event, Instant at) {
        return Evolution.of(state, event, at, terms.pickUp());
    }

    @Override
    public Optional<Instant> nextDeadline(BackupState state) {
        return Deadlines.next(state);
    }

    private Deletions deletions(Draft<BackupState, BackupEvent> draft, Context context) {
        return new Deletions(draft, context, terms);
    }

    private Draft<BackupState, BackupEvent> draft(BackupState state, Context context) {
        return new Draft<>(this, state, context.now(), directory);
    }
}
