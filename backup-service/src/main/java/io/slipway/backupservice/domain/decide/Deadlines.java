package io.slipway.backupservice.domain.decide;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.backupservice.domain.state.Policy;
import io.slipway.backupservice.domain.state.Run;
import io.slipway.backupservice.domain.state.Schedules;
import io.slipway.backupservice.domain.state.Timetable;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.ProtectionEvent.BackupMissed;
import io.slipway.events.backup.ProtectionEvent.MissReason;
import io.slipway.events.backup.RunKind;
import io.slipway.events.backup.RunTrigger;
import io.slipway.events.backup.policy.ScheduleSpec;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Draft;

/** What the passing of time leads to. */
final class Deadlines {
    private static final List<RunKind> BY_THEMSELVES =
            List.of(RunKind.OPLOG, RunKind.BACKUP, RunKind.PRUNE, RunKind.VERIFICATION, RunKind.DRILL);

    private final Draft<BackupState, BackupEvent> draft;
    private final Context context;
    private final BackupTerms terms;

    Deadlines(Draft<BackupState, BackupEvent> draft, Context context, BackupTerms terms) {
        this.draft = draft;
        this.context = context;
        this.terms = terms;
    }

    /** When time is to be looked at next. */
    static Optional<Instant> next(BackupState state) {
        Stream<Instant> runs = state.runs().stream().map(Run::nextDeadline).flatMap(Optional::stream);
        Stream<Instant> policies = state.policies().values().stream()
                .flatMap(policy -> Stream.concat(
                        BY_THEMSELVES.stream()
                                .filter(kind -> kind == RunKind.BACKUP || !runs(state, policy, kind))
                                .flatMap(kind -> policy.next().due(kind).stream())
                                .map(Timetable.Due::at),
                        Assessment.deadlines(policy)));
        return Stream.of(runs, policies, Deletions.deadline(state).stream())
                .flatMap(times -> times)
                .min(Instant::compareTo);
    }

    void pass() {
        List.copyOf(draft.state().runs()).forEach(this::run);
        List.copyOf(draft.state().policies().values())
                .forEach(policy -> BY_THEMSELVES.forEach(kind -> schedule(policy, kind)));
        new Deletions(draft, context, terms).expire();
    }

    private void run(Run run) {
        Runs runs = new Runs(draft, terms);
        if (passed(run.course().retryAt())) {
            runs.handOut(run);
        } else if (passed(run.course().deadline())) {
            new Failing(draft, terms)
                    .attemptFailed(
                            run,
                            run.worker() == null
                                    ? "no worker has taken it in the time it had; does one run that knows this kind of"
                                            + " work?"
                                    : "it took longer than allowed",
                            true,
                            null);
        } else if (passed(run.course().leaseUntil())) {
            runs.handOutAgain(run, run.worker() + " fell silent");
        } else if (passed(run.course().pickUpUntil())) {
            runs.handOutAgain(run, "no worker took it");
        }
    }

    private void schedule(Policy policy, RunKind kind) {
        Optional<Timetable.Due> due = policy.next().due(kind).filter(time -> passed(time.at()));
        if (due.isEmpty()) {
            return;
        }
        boolean running = runs(draft.state(), policy, kind);
        if (kind == RunKind.BACKUP) {
            backup(policy, due.get(), running);
        } else if (!running) {
            boolean late = due.get().at().plus(terms.late()).isBefore(draft.now());
            new Starting(draft, context, terms)
                    .scheduled(policy, kind, due.get().due(), late ? RunTrigger.MADE_UP : RunTrigger.SCHEDULE);
        }
    }

    /** However many times passed while nobody looked, one backup makes up for them. */
    private void backup(Policy policy, Timetable.Due due, boolean running) {
        ScheduleSpec schedule = policy.spec().schedule();
        int count = schedule == null
                ? 1
                : Schedules.count(schedule, due.due(), draft.now().minus(terms.late()));
        boolean late = due.at().plus(terms.late()).isBefore(draft.now());
        if (running || late) {
            draft.emit(new BackupMissed(
                    draft.state().application(),
                    policy.spec().environment(),
                    policy.spec().name(),
                    due.due(),
                    count,
                    running ? MissReason.OVERLAP : MissReason.OUTAGE,
                    !running));
        }
        if (!running) {
            new Starting(draft, context, terms)
                    .scheduled(policy, RunKind.BACKUP, due.due(), late ? RunTrigger.MADE_UP : RunTrigger.SCHEDULE);
        }
    }

    private static boolean runs(BackupState state, Policy policy, RunKind kind) {
        return state.runs(policy.spec().name(), kind).findAny().isPresent();
    }

    private boolean passed(@Nullable Instant time) {
        return time != null && !time.isAfter(draft.now());
    }
}
