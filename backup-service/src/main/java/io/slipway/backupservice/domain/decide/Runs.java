package io.slipway.backupservice.domain.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.backupservice.domain.state.Policy;
import io.slipway.backupservice.domain.state.Run;
import io.slipway.backupservice.domain.state.RunWork;
import io.slipway.events.Refusal;
import io.slipway.events.backup.BackupCommand;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.RunEvent;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;

/** Emits what happens to runs of any kind. */
final class Runs {
    /** Characters of a worker's words that are kept: a state is read and written as a whole. */
    static final int MAX_WORDS = 2000;

    private static final Duration SPARING = Duration.ofSeconds(5);
    private static final int DONE = 100;
    private static final int MAX_DOUBLINGS = 6;

    private final Draft<BackupState, BackupEvent> draft;
    private final BackupTerms terms;

    Runs(Draft<BackupState, BackupEvent> draft, BackupTerms terms) {
        this.draft = draft;
        this.terms = terms;
    }

    /** Offers the next attempt, with all the time it may take before it. */
    void handOut(Run run) {
        handOut(run, draft.now().plus(timeout(run)).plus(terms.pickUp()));
    }

    private void handOut(Run run, Instant deadline) {
        draft.emit(new RunEvent.HandedOut(
                application(), run.environment(), run.policy(), run.id(), run.kind(), run.attempt() + 1, deadline));
    }

    /** Takes the newest attempt away and offers another one in what is left of its time, so that it ends some day. */
    void handOutAgain(Run run, String reason) {
        draft.emit(new RunEvent.LeaseLost(
                application(), run.environment(), run.policy(), run.id(), run.attempt(), bounded(reason)));
        @Nullable Instant deadline = run.course().deadline();
        handOut(run, deadline == null ? draft.now().plus(timeout(run)) : deadline);
    }

    void claimed(Run run, String worker) {
        draft.emit(new RunEvent.Claimed(
                application(),
                run.environment(),
                run.policy(),
                run.id(),
                run.attempt(),
                worker,
                draft.now().plus(terms.lease())));
    }

    void renewed(Run run) {
        draft.emit(new RunEvent.LeaseRenewed(
                application(),
                run.environment(),
                run.policy(),
                run.id(),
                run.attempt(),
                draft.now().plus(terms.lease())));
    }

    /** Passes a worker's word on, unless one was passed on a moment ago. */
    void progressed(Run run, String message, @Nullable Integer percent) {
        Instant heardAt = run.heardAt();
        boolean news =
                heardAt == null || !draft.now().isBefore(heardAt.plus(SPARING)) || (percent != null && percent == DONE);
        if (news) {
            draft.emit(new RunEvent.Progressed(
                    application(),
                    run.environment(),
                    run.policy(),
                    run.id(),
                    run.kind(),
                    run.attempt(),
                    bounded(message),
                    percent));
        }
    }

    /** The attempt failed, and another one follows after a while that doubles each time. */
    void retry(Run run, String reason, @Nullable Duration notBefore) {
        Duration wait = terms.backoff().multipliedBy(1L << Math.min(run.failures(), MAX_DOUBLINGS));
        Duration longer = notBefore != null && notBefore.compareTo(wait) > 0 ? notBefore : wait;
        draft.emit(new RunEvent.AttemptFailed(
                application(),
                run.environment(),
                run.policy(),
                run.id(),
                run.kind(),
                run.attempt(),
                bounded(reason),
                draft.now().plus(longer)));
    }

    Decision<BackupEvent> cancel(BackupCommand.CancelRun cancel, String by) {
        Optional<Run> run = draft.state().run(cancel.run());
        if (run.isEmpty()) {
            boolean over = draft.state().history().stream()
                    .anyMatch(ended -> ended.id().equals(cancel.run()));
            return over
                    ? Decision.refused(Refusal.Code.CONFLICT, cancel.run() + " is over")
                    : Decision.refused(Refusal.Code.NOT_FOUND, "there is no run " + cancel.run());
        }
        cancelled(run.get(), by, cancel.reason());
        return draft.accepted(cancel.run());
    }

    void cancelled(Run run, String by, @Nullable String reason) {
        draft.emit(new RunEvent.Cancelled(
                application(), run.environment(), run.policy(), run.id(), run.kind(), by, reason));
    }

    static String bounded(String words) {
        return words.length() <= MAX_WORDS ? words : words.substring(0, MAX_WORDS) + " ...";
    }

    private Duration timeout(Run run) {
        return timeout(draft.state().policy(run.policy()).orElse(null), run.work(), terms);
    }

    /** How long one attempt may take. */
    static Duration timeout(@Nullable Policy policy, RunWork work, BackupTerms terms) {
        return switch (work) {
            case RunWork.Drill _
            when policy != null && policy.spec().drill() != null ->
                policy.spec().drill().timeout();
            // Time to store the slice at hand and to end.
            case RunWork.Oplog _ -> terms.oplogRun().plus(terms.lease()).plus(terms.lease());
            default -> terms.timeout();
        };
    }

    private String application() {
        return draft.state().application();
    }
}
