package io.slipway.backupservice.domain.decide;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.backupservice.domain.state.Policy;
import io.slipway.events.Refusal;
import io.slipway.events.backup.BackupCommand;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.BackupRunEvent;
import io.slipway.events.backup.DrillEvent;
import io.slipway.events.backup.OplogRunEvent;
import io.slipway.events.backup.PruneEvent;
import io.slipway.events.backup.RepairEvent;
import io.slipway.events.backup.RestoreEvent;
import io.slipway.events.backup.RunKind;
import io.slipway.events.backup.RunTrigger;
import io.slipway.events.backup.VerificationEvent;
import io.slipway.events.backup.VerificationLevel;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;

/** Begins runs. Of a policy no two of a kind run at the same time, but restores. */
final class Starting {
    private static final String SYSTEM = "slipway";

    private final Draft<BackupState, BackupEvent> draft;
    private final Context context;
    private final BackupTerms terms;

    Starting(Draft<BackupState, BackupEvent> draft, Context context, BackupTerms terms) {
        this.draft = draft;
        this.context = context;
        this.terms = terms;
    }

    Decision<BackupEvent> backup(BackupCommand.RunBackup command) {
        Optional<Policy> policy = draft.state().policy(command.policy());
        Optional<String> unknown = policy.flatMap(known -> command.sources().stream()
                .filter(source -> known.spec().sources().stream()
                        .noneMatch(declared -> declared.name().equals(source)))
                .findFirst());
        if (unknown.isPresent()) {
            return Decision.refused(
                    Refusal.Code.INVALID, "the policy " + command.policy() + " has no source " + unknown.get());
        }
        return start(
                command.policy(),
                RunKind.BACKUP,
                (spec, run) -> draft.emit(new BackupRunEvent.BackupStarted(
                        application(),
                        spec.environment(),
                        spec.name(),
                        run,
                        RunTrigger.REQUEST,
                        command.sources(),
                        null,
                        context.actor(),
                        command.reason())));
    }

    Decision<BackupEvent> verification(BackupCommand.Verify command) {
        @Nullable Integer percent = command.percent();
        if (percent != null && (percent < 1 || percent > 100)) {
            return Decision.refused(Refusal.Code.INVALID, "percent is " + percent + ", expected 1 to 100");
        }
        return start(
                command.policy(),
                RunKind.VERIFICATION,
                (spec, run) -> draft.emit(new VerificationEvent.VerificationStarted(
                        application(),
                        spec.environment(),
                        spec.name(),
                        run,
                        RunTrigger.REQUEST,
                        command.level(),
                        percent,
                        null,
                        context.actor())));
    }

    Decision<BackupEvent> drill(BackupCommand.Drill command) {
        return start(
                command.policy(),
                RunKind.DRILL,
                (spec, run) -> draft.emit(new DrillEvent.RestoreDrillStarted(
                        application(),
                        spec.environment(),
                        spec.name(),
                        run,
                        RunTrigger.REQUEST,
                        null,
                        context.actor())));
    }

    Decision<BackupEvent> restore(BackupCommand.Restore command) {
        if (command.target().isOrigin() && !command.overwrite() && !command.dryRun()) {
            return Decision.refused(
                    Refusal.Code.INVALID,
                    "a restore to where the data came from replaces what is there; say that it may (overwrite), or"
                            + " give it another target");
        }
        return start(
                command.policy(),
                RunKind.RESTORE,
                (spec, run) -> draft.emit(new RestoreEvent.RestoreStarted(
                        application(),
                        spec.environment(),
                        spec.name(),
                        run,
                        command.snapshot(),
                        command.source(),
                        command.include(),
                        command.to(),
                        command.target(),
                        command.dryRun(),
                        command.overwrite(),
                        context.actor(),
                        command.reason())));
    }

    Decision<BackupEvent> prune(BackupCommand.Prune command) {
        Optional<String> never = draft.state().policy(command.policy()).flatMap(policy -> never(policy.spec()));
        if (never.isPresent() && !command.dryRun()) {
            return Decision.refused(Refusal.Code.CONFLICT, never.get());
        }
        return start(
                command.policy(),
                RunKind.PRUNE,
                (spec, run) -> draft.emit(new PruneEvent.PruneStarted(
                        application(),
                        spec.environment(),
                        spec.name(),
                        run,
                        RunTrigger.REQUEST,
                        command.dryRun(),
                        null,
                        List.of(),
                        null,
                        context.actor())));
    }

    Decision<BackupEvent> repair(BackupCommand.Repair command) {
        Optional<String> never = draft.state().policy(command.policy()).flatMap(policy -> never(policy.spec()));
        if (never.isPresent()) {
            return Decision.refused(Refusal.Code.CONFLICT, never.get() + ", and a repair removes what is damaged");
        }
        return start(
                command.policy(),
                RunKind.REPAIR,
                (spec, run) -> draft.emit(new RepairEvent.RepairStarted(
                        application(), spec.environment(), spec.name(), run, context.actor(), command.reason())));
    }

    /** Why nothing is ever removed; empty where it may be. */
    static Optional<String> never(BackupPolicy spec) {
        return spec.repository().appendOnly()
                ? Optional.of("the repository of " + spec.name() + " is appendOnly: nothing is removed from it")
                : Optional.empty();
    }

    /** Begins what was agreed to. */
    void deletion(Policy policy, String deletion, List<String> snapshots, String by) {
        begin(
                policy.spec(),
                RunKind.PRUNE,
                (spec, run) -> draft.emit(new PruneEvent.PruneStarted(
                        application(),
                        spec.environment(),
                        spec.name(),
                        run,
                        RunTrigger.APPROVAL,
                        false,
                        deletion,
                        snapshots,
                        null,
                        by)));
    }

    /** Begins what has its time, whatever kind it is. */
    void scheduled(Policy policy, RunKind kind, Instant due, RunTrigger trigger) {
        begin(
                policy.spec(),
                kind,
                (spec, run) -> draft.emit(
                        switch (kind) {
                            case BACKUP ->
                                new BackupRunEvent.BackupStarted(
                                        application(),
                                        spec.environment(),
                                        spec.name(),
                                        run,
                                        trigger,
                                        List.of(),
                                        due,
                                        SYSTEM,
                                        null);
                            case OPLOG ->
                                new OplogRunEvent.OplogWatchStarted(
                                        application(), spec.environment(), spec.name(), run, trigger);
                            case VERIFICATION ->
                                new VerificationEvent.VerificationStarted(
                                        application(),
                                        spec.environment(),
                                        spec.name(),
                                        run,
                                        trigger,
                                        VerificationLevel.READ,
                                        null,
                                        due,
                                        SYSTEM);
                            case DRILL ->
                                new DrillEvent.RestoreDrillStarted(
                                        application(), spec.environment(), spec.name(), run, trigger, due, SYSTEM);
                            case PRUNE ->
                                new PruneEvent.PruneStarted(
                                        application(),
                                        spec.environment(),
                                        spec.name(),
                                        run,
                                        trigger,
                                        false,
                                        null,
                                        List.of(),
                                        due,
                                        SYSTEM);
                            case RESTORE, REPAIR -> throw new IllegalStateException("a " + kind + " has no schedule");
                        }));
    }

    private Decision<BackupEvent> start(String name, RunKind kind, BiConsumer<BackupPolicy, String> emit) {
        Optional<Policy> policy = draft.state().policy(name);
        if (policy.isEmpty()) {
            return Decision.refused(Refusal.Code.NOT_FOUND, unknown(name));
        }
        Optional<String> running = kind == RunKind.RESTORE
                ? Optional.empty()
                : draft.state().runs(name, kind).map(run -> run.id()).findFirst();
        if (running.isPresent()) {
            return Decision.refused(
                    Refusal.Code.CONFLICT,
                    running.get() + " of " + name + " is under way; wait for its end, or cancel it");
        }
        return draft.accepted(begin(policy.get().spec(), kind, emit));
    }

    private String unknown(String name) {
        return draft.state().application() + " has no backup policy " + name + "; "
                + (draft.state().policies().isEmpty()
                        ? "it has none at all"
                        : "there are "
                                + String.join(", ", draft.state().policies().keySet()));
    }

    private String begin(BackupPolicy spec, RunKind kind, BiConsumer<BackupPolicy, String> emit) {
        String run = RunId.of(context.messageId(), application(), spec.name(), kind);
        emit.accept(spec, run);
        new Runs(draft, terms).handOut(draft.state().run(run).orElseThrow());
        return run;
    }

    private String application() {
        return draft.state().application();
    }
}
