package io.slipway.backupservice.domain.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.backupservice.domain.state.Deletion;
import io.slipway.backupservice.domain.state.Policy;
import io.slipway.events.Refusal;
import io.slipway.events.backup.BackupCommand;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.DeletionEvent;
import io.slipway.events.backup.RunKind;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.aggregate.Draft;
import io.slipway.kit.approval.Quorum;

/** Removes snapshots by name: only when somebody other than the one who asks agrees to it. */
final class Deletions {
    /** One person besides the one who asks, whatever else is said. */
    private static final ApprovalSpec ANYBODY_ELSE =
            new ApprovalSpec(1, List.of(), Duration.ofHours(24), List.of(), null, true);

    private static final int MOST_OPEN = 20;
    private static final int MOST_SNAPSHOTS = 1000;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    private final Draft<BackupState, BackupEvent> draft;
    private final Context context;
    private final BackupTerms terms;

    Deletions(Draft<BackupState, BackupEvent> draft, Context context, BackupTerms terms) {
        this.draft = draft;
        this.context = context;
        this.terms = terms;
    }

    Decision<BackupEvent> request(BackupCommand.RequestDelete request) {
        Optional<Policy> policy = draft.state().policy(request.policy());
        if (policy.isEmpty()) {
            return Decision.refused(
                    Refusal.Code.NOT_FOUND, request.application() + " has no backup policy " + request.policy());
        }
        Optional<Refusal> refusal = unfit(policy.get(), request);
        if (refusal.isPresent()) {
            return new Decision.Refused<>(refusal.get());
        }
        ApprovalSpec declared = policy.get().spec().deletion();
        ApprovalSpec approval = declared == null ? ANYBODY_ELSE : declared;
        Optional<String> never = new Quorum(approval, draft.directory(), person(context.actor())).fault();
        if (never.isPresent()) {
            return Decision.refused(Refusal.Code.CONFLICT, never.get());
        }
        String id = RunId.deletion(context.messageId(), request.application(), request.policy());
        draft.emit(new DeletionEvent.DeleteRequested(
                request.application(),
                policy.get().spec().environment(),
                request.policy(),
                id,
                request.snapshots(),
                approval,
                context.actor(),
                request.reason(),
                draft.now().plus(approval.expires())));
        return draft.accepted(id);
    }

    private Optional<Refusal> unfit(Policy policy, BackupCommand.RequestDelete request) {
        if (request.reason().isBlank()) {
            return Optional.of(Refusal.of(Refusal.Code.INVALID, "a reason is expected: it is what the other looks at"));
        }
        if (request.snapshots().isEmpty() || request.snapshots().size() > MOST_SNAPSHOTS) {
            return Optional.of(Refusal.of(
                    Refusal.Code.INVALID,
                    request.snapshots().size() + " snapshots are named, expected 1 to " + MOST_SNAPSHOTS));
        }
        Optional<String> odd = request.snapshots().stream()
                .filter(snapshot -> !ID.matcher(snapshot).matches())
                .findFirst();
        if (odd.isPresent()) {
            return Optional.of(Refusal.of(
                    Refusal.Code.INVALID, odd.get() + " is no id of a snapshot: 64 hexadecimal digits are expected"));
        }
        List<String> held = draft.state().held(policy.spec().name());
        Optional<Refusal> hold = request.snapshots().stream()
                .filter(held::contains)
                .findFirst()
                .map(snapshot ->
                        Refusal.of(Refusal.Code.CONFLICT, snapshot + " is under a legal hold; release that first"));
        return hold.or(() -> Starting.never(policy.spec()).map(why -> Refusal.of(Refusal.Code.CONFLICT, why)))
                .or(this::tooMany);
    }

    private Optional<Refusal> tooMany() {
        return draft.state().deletions().size() < MOST_OPEN
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        Refusal.Code.CONFLICT,
                        MOST_OPEN + " deletions wait for somebody to agree; have some of them decided first"));
    }

    Decision<BackupEvent> approve(BackupCommand.ApproveDelete approve) {
        Optional<Deletion> found = open(approve.deletion());
        if (found.isEmpty()) {
            return unknown(approve.deletion());
        }
        Deletion deletion = found.get();
        Quorum quorum = quorum(deletion);
        String actor = context.actor();
        if (!quorum.mayApprove(actor)) {
            return Decision.refused(Refusal.Code.FORBIDDEN, quorum.refusal(actor));
        }
        if (deletion.approvedBy().stream().map(Deletions::person).anyMatch(person(actor)::equals)) {
            return draft.accepted(deletion.id());
        }
        List<String> people = new ArrayList<>(deletion.approvedBy());
        people.add(actor);
        draft.emit(new DeletionEvent.DeleteApproved(
                approve.application(),
                environment(deletion),
                deletion.policy(),
                deletion.id(),
                quorum.isMet(people),
                actor,
                approve.reason()));
        startApproved();
        return draft.accepted(deletion.id());
    }

    Decision<BackupEvent> reject(BackupCommand.RejectDelete reject) {
        Optional<Deletion> found = open(reject.deletion());
        if (found.isEmpty()) {
            return unknown(reject.deletion());
        }
        String actor = context.actor();
        // Whoever asked for it may take it back.
        if (!quorum(found.get()).mayApprove(actor)
                && !person(actor).equals(person(found.get().by()))) {
            return Decision.refused(Refusal.Code.FORBIDDEN, quorum(found.get()).refusal(actor));
        }
        rejected(found.get(), false, actor, reject.reason());
        return draft.accepted(found.get().id());
    }

    /** What nobody agreed to in time is over. */
    void expire() {
        draft.state().deletions().stream()
                .filter(deletion -> !deletion.complete() && !deletion.expires().isAfter(draft.now()))
                .forEach(deletion -> rejected(deletion, true, "slipway", "nobody answered in time"));
    }

    /** What was agreed to begins once no other prune of its policy runs. */
    void startApproved() {
        for (Deletion deletion : List.copyOf(draft.state().deletions())) {
            Optional<Policy> policy = draft.state().policy(deletion.policy());
            if (policy.isEmpty()) {
                rejected(deletion, true, "slipway", "its policy is no more");
            } else if (deletion.complete()
                    && draft.state()
                            .runs(deletion.policy(), RunKind.PRUNE)
                            .findAny()
                            .isEmpty()) {
                new Starting(draft, context, terms)
                        .deletion(policy.get(), deletion.id(), deletion.snapshots(), deletion.by());
            }
        }
    }

    private void rejected(Deletion deletion, boolean expired, String by, @Nullable String reason) {
        draft.emit(new DeletionEvent.DeleteRejected(
                draft.state().application(),
                environment(deletion),
                deletion.policy(),
                deletion.id(),
                expired,
                by,
                reason));
    }

    private Optional<Deletion> open(String id) {
        return draft.state().deletion(id).filter(deletion -> !deletion.complete());
    }

    private static Decision<BackupEvent> unknown(String id) {
        return Decision.refused(Refusal.Code.NOT_FOUND, "there is no deletion " + id + " that waits for somebody");
    }

    /** Where a policy is gone, its environment is as well. */
    private String environment(Deletion deletion) {
        return draft.state()
                .policy(deletion.policy())
                .map(policy -> policy.spec().environment())
                .orElse("");
    }

    private Quorum quorum(Deletion deletion) {
        return new Quorum(deletion.approval(), draft.directory(), person(deletion.by()));
    }

    private static String person(String actor) {
        return Directory.principal(actor);
    }

    /** When the first of those that wait is over. */
    static Optional<Instant> deadline(BackupState state) {
        return state.deletions().stream()
                .filter(deletion -> !deletion.complete())
                .map(Deletion::expires)
                .min(Instant::compareTo);
    }
}
