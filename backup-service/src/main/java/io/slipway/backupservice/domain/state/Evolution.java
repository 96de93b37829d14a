package io.slipway.backupservice.domain.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.DeletionEvent;
import io.slipway.events.backup.PolicyEvent;
import io.slipway.events.backup.ProtectionEvent;
import io.slipway.events.backup.RunEvent;
import io.slipway.events.backup.RunKind;

/** The state after an event. */
public final class Evolution {
    private Evolution() {}

    /** @param pickUp how long an attempt waits for a worker before it is offered again */
    public static BackupState of(BackupState state, BackupEvent event, Instant at, Duration pickUp) {
        return switch (event) {
            case PolicyEvent.PolicyChanged changed ->
                state.with(
                        changed.digest(),
                        state.policy(changed.policy())
                                .map(policy -> policy.changed(changed.spec(), at))
                                .orElseGet(() -> Policy.added(changed.spec(), at)));
            case PolicyEvent.PolicyRemoved removed -> state.without(removed.policy());
            case RunEvent run -> RunEvolution.of(state, run, at, pickUp);
            case ProtectionEvent protection -> protection(state, protection, at);
            case DeletionEvent deletion -> deletion(state, deletion);
        };
    }

    private static BackupState protection(BackupState state, ProtectionEvent event, Instant at) {
        if (event instanceof ProtectionEvent.LegalHoldPlaced placed) {
            List<LegalHold> holds = new ArrayList<>(state.legalHolds());
            holds.add(new LegalHold(placed.policy(), placed.snapshot(), placed.by(), placed.reason(), at));
            return state.withLegalHolds(holds);
        }
        if (event instanceof ProtectionEvent.LegalHoldReleased released) {
            return state.withLegalHolds(state.legalHolds().stream()
                    .filter(hold -> !hold.policy().equals(released.policy())
                            || !hold.snapshot().equals(released.snapshot()))
                    .toList());
        }
        return state.change(event.policy(), policy -> protection(policy, event, at));
    }

    private static Policy protection(Policy policy, ProtectionEvent event, Instant at) {
        return switch (event) {
            case ProtectionEvent.BackupMissed missed ->
                missed.madeUp() ? policy : policy.with(policy.next().after(RunKind.BACKUP, policy.spec(), at));
            case ProtectionEvent.ObjectiveMissed missed ->
                policy.missing(
                        missed.objective(), new Policy.Missed(missed.target(), missed.actual(), at, missed.detail()));
            case ProtectionEvent.ObjectiveMetAgain met -> policy.meeting(met.objective());
            case ProtectionEvent.BackupFresh fresh ->
                policy.with(new Standing(
                        true,
                        fresh.recoverableTo(),
                        fresh.until(),
                        fresh.drilled(),
                        fresh.objective(),
                        fresh.drillEvery(),
                        null));
            case ProtectionEvent.BackupStale stale ->
                policy.with(new Standing(
                        false,
                        stale.recoverableTo(),
                        null,
                        stale.drilled(),
                        stale.objective(),
                        stale.drillEvery(),
                        stale.reason()));
            case ProtectionEvent.RepositoryDamaged damaged ->
                policy.with(policy.holdings().damaged(damaged.damages()));
            case ProtectionEvent.RepositoryRepaired _ ->
                policy.with(policy.holdings().damaged(List.of()));
            case ProtectionEvent.OplogSliceStored stored ->
                policy.with(policy.holdings()
                        .reaching(stored.source(), new Holdings.OplogRange(stored.from(), stored.to())));
            case ProtectionEvent.OplogLost lost -> policy.with(policy.holdings().broken(lost.source(), lost.until()));
            case ProtectionEvent.AnomalyDetected _,
                    ProtectionEvent.LegalHoldPlaced _,
                    ProtectionEvent.LegalHoldReleased _ -> policy;
        };
    }

    private static BackupState deletion(BackupState state, DeletionEvent event) {
        List<Deletion> deletions = new ArrayList<>(state.deletions());
        switch (event) {
            case DeletionEvent.DeleteRequested requested ->
                deletions.add(new Deletion(
                        requested.deletion(),
                        requested.policy(),
                        requested.snapshots(),
                        requested.approval(),
                        requested.by(),
                        requested.reason(),
                        requested.expires(),
                        List.of(),
                        false));
            case DeletionEvent.DeleteApproved approved ->
                deletions.replaceAll(deletion -> deletion.id().equals(approved.deletion())
                        ? deletion.approved(approved.by(), approved.complete())
                        : deletion);
            case DeletionEvent.DeleteRejected rejected ->
                deletions.removeIf(deletion -> deletion.id().equals(rejected.deletion()));
        }
        return state.withDeletions(deletions);
    }
}
