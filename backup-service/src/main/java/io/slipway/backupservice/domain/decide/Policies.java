package io.slipway.backupservice.domain.decide;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.backupservice.domain.state.Policy;
import io.slipway.events.Refusal;
import io.slipway.events.backup.BackupCommand;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.PolicyEvent;
import io.slipway.events.backup.RunKind;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;
import io.slipway.kit.approval.Quorum;

/** Takes the policies of an application as they are declared now. */
final class Policies {
    private final Draft<BackupState, BackupEvent> draft;
    private final Context context;
    private final BackupTerms terms;

    Policies(Draft<BackupState, BackupEvent> draft, Context context, BackupTerms terms) {
        this.draft = draft;
        this.context = context;
        this.terms = terms;
    }

    Decision<BackupEvent> apply(BackupCommand.ApplyPolicies apply) {
        Optional<String> fault = apply.policies().stream()
                .flatMap(policy -> fault(policy).stream())
                .findFirst();
        if (fault.isPresent()) {
            return Decision.refused(Refusal.Code.INVALID, fault.get());
        }
        Set<String> declared = new HashSet<>();
        for (BackupPolicy policy : apply.policies()) {
            if (!declared.add(policy.name())) {
                return Decision.refused(Refusal.Code.INVALID, "there are two policies " + policy.name());
            }
        }
        List.copyOf(draft.state().policies().values()).stream()
                .filter(policy -> !declared.contains(policy.spec().name()))
                .forEach(this::remove);
        apply.policies().forEach(policy -> change(policy, apply.digest()));
        return draft.accepted(apply.application());
    }

    /** An approval that nobody can give would make a deletion impossible without anybody knowing. */
    private Optional<String> fault(BackupPolicy policy) {
        ApprovalSpec deletion = policy.deletion();
        return deletion == null
                ? Optional.empty()
                : new Quorum(deletion, draft.directory(), null)
                        .fault()
                        .map(fault -> "the policy " + policy.name() + " asks for what cannot be: " + fault);
    }

    private void change(BackupPolicy policy, String digest) {
        boolean same = draft.state()
                .policy(policy.name())
                .map(known -> known.spec().equals(policy))
                .orElse(false);
        if (!same) {
            // Another run takes over at once, and does what the policy says now.
            Runs runs = new Runs(draft, terms);
            draft.state()
                    .runs(policy.name(), RunKind.OPLOG)
                    .toList()
                    .forEach(run -> runs.cancelled(run, context.actor(), "its policy has changed"));
            draft.emit(new PolicyEvent.PolicyChanged(
                    draft.state().application(), policy.environment(), policy.name(), policy, context.actor(), digest));
        }
    }

    private void remove(Policy policy) {
        String name = policy.spec().name();
        Runs runs = new Runs(draft, terms);
        draft.state().runs().stream()
                .filter(run -> run.policy().equals(name))
                .forEach(run -> runs.cancelled(run, context.actor(), "its policy is no more"));
        draft.emit(new PolicyEvent.PolicyRemoved(
                draft.state().application(), policy.spec().environment(), name, context.actor()));
    }
}
