package io.slipway.backupservice.domain.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.backupservice.domain.state.Policy;
import io.slipway.backupservice.domain.state.Standing;
import io.slipway.backupservice.domain.state.Words;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.ProtectionEvent.BackupFresh;
import io.slipway.events.backup.ProtectionEvent.BackupStale;
import io.slipway.events.backup.ProtectionEvent.Objective;
import io.slipway.events.backup.ProtectionEvent.ObjectiveMetAgain;
import io.slipway.events.backup.ProtectionEvent.ObjectiveMissed;
import io.slipway.events.backup.view.BackupView.DrillView;
import io.slipway.kit.aggregate.Draft;

/** Looks at what is promised after each decision, and says what has changed about it. */
final class Assessment {
    /** Of its objective, how far a freshness has to move before it is said again. */
    private static final int PARTS = 10;
    /** How much longer than its time a round of verification may take, in parts of that time. */
    private static final int COVERAGE_GRACE = 4;

    private final Draft<BackupState, BackupEvent> draft;

    Assessment(Draft<BackupState, BackupEvent> draft) {
        this.draft = draft;
    }

    /** How a promise stands: what is, and until when that is good enough. */
    private record Promise(
            Objective objective,
            Duration target,
            @Nullable Duration actual,
            @Nullable Instant until,
            boolean kept,
            String detail) {}

    void assess() {
        for (Policy policy : List.copyOf(draft.state().policies().values())) {
            for (Objective objective : Objective.values()) {
                promise(objective, policy, draft.now())
                        .ifPresentOrElse(promise -> judge(policy, promise), () -> forget(policy, objective));
            }
            draft.state().policy(policy.spec().name()).ifPresent(this::stand);
        }
    }

    /** When something of what is promised may be broken by time alone. */
    static Stream<Instant> deadlines(Policy policy) {
        Stream<Instant> promises = Stream.of(Objective.values())
                .filter(objective -> !policy.missed().containsKey(objective))
                .flatMap(objective -> until(objective, policy).stream());
        Standing standing = policy.standing();
        return Stream.concat(promises, standing == null ? Stream.empty() : Stream.ofNullable(standing.until()));
    }

    private static Optional<Instant> until(Objective objective, Policy policy) {
        return switch (objective) {
            case RPO ->
                Optional.ofNullable(policy.spec().objectives().rpo())
                        .map(rpo -> policy.holdings()
                                .recoverableTo(policy.spec())
                                .orElse(policy.since())
                                .plus(rpo));
            case RTO -> Optional.empty();
            case DRILL -> drillEvery(policy).map(every -> drilled(policy).plus(every));
            case COVERAGE ->
                coverage(policy).map(length -> covered(policy).plus(length).plus(length.dividedBy(COVERAGE_GRACE)));
        };
    }

    private static Optional<Promise> promise(Objective objective, Policy policy, Instant now) {
        return switch (objective) {
            case RPO -> Optional.ofNullable(policy.spec().objectives().rpo()).map(rpo -> rpo(policy, rpo, now));
            case RTO -> Optional.ofNullable(policy.spec().objectives().rto()).flatMap(rto -> rto(policy, rto));
            case DRILL ->
                drillEvery(policy)
                        .map(every -> aged(
                                objective,
                                every,
                                policy.results().drilled(),
                                drilled(policy).plus(every),
                                now,
                                "no restore has passed a drill"));
            case COVERAGE ->
                coverage(policy)
                        .map(length -> aged(
                                objective,
                                length,
                                policy.round() == null
                                        ? null
                                        : policy.round().coverage().completed(),
                                until(objective, policy).orElseThrow(),
                                now,
                                "not all of the repository has been read again"));
        };
    }

    private static Promise rpo(Policy policy, Duration rpo, Instant now) {
        Optional<Instant> reached = policy.holdings().recoverableTo(policy.spec());
        Instant until = reached.orElse(policy.since()).plus(rpo);
        return new Promise(
                Objective.RPO,
                rpo,
                reached.map(moment -> Duration.between(moment, now)).orElse(null),
                until,
                now.isBefore(until),
                reached.map(moment -> "the newest data that can be restored is "
                                + Words.of(Duration.between(moment, now)) + " old, at most " + Words.of(rpo)
                                + " are allowed")
                        .orElse("there is no backup of all sources, and one was due after " + Words.of(rpo)));
    }

    /** The last drill that got that far says how long a restore takes. */
    private static Optional<Promise> rto(Policy policy, Duration rto) {
        DrillView drill = policy.results().drill();
        return Optional.ofNullable(drill)
                .filter(DrillView::succeeded)
                .map(DrillView::measuredRto)
                .map(measured -> new Promise(
                        Objective.RTO,
                        rto,
                        measured,
                        null,
                        measured.compareTo(rto) <= 0,
                        "a restore took " + Words.of(measured) + ", at most " + Words.of(rto) + " are allowed"));
    }

    private static Promise aged(
            Objective objective, Duration target, @Nullable Instant last, Instant until, Instant now, String never) {
        return new Promise(
                objective,
                target,
                last == null ? null : Duration.between(last, now),
                until,
                now.isBefore(until),
                last == null
                        ? never + " yet; once in " + Words.of(target) + " is asked for"
                        : never + " for " + Words.of(Duration.between(last, now)) + "; once in " + Words.of(target)
                                + " is asked for");
    }

    private void judge(Policy policy, Promise promise) {
        boolean missed = policy.missed().containsKey(promise.objective());
        if (!promise.kept() && !missed) {
            draft.emit(new ObjectiveMissed(
                    application(),
                    policy.spec().environment(),
                    policy.spec().name(),
                    promise.objective(),
                    promise.target(),
                    promise.actual(),
                    promise.detail()));
        } else if (promise.kept() && missed) {
            draft.emit(new ObjectiveMetAgain(
                    application(),
                    policy.spec().environment(),
                    policy.spec().name(),
                    promise.objective(),
                    promise.target(),
                    promise.actual() == null ? Duration.ZERO : promise.actual()));
        }
    }

    /** What is not promised any more is not broken. */
    private void forget(Policy policy, Objective objective) {
        Policy.Missed missed = policy.missed().get(objective);
        boolean promised =
                objective == Objective.RTO && policy.spec().objectives().rto() != null;
        if (missed != null && !promised) {
            draft.emit(new ObjectiveMetAgain(
                    application(),
                    policy.spec().environment(),
                    policy.spec().name(),
                    objective,
                    missed.target(),
                    Duration.ZERO));
        }
    }

    private void stand(Policy policy) {
        Standing now = standing(policy);
        if (!says(policy.standing(), now, draft.now())) {
            return;
        }
        @Nullable Instant reached = now.recoverableTo();
        draft.emit(
                now.reason() == null && reached != null
                        ? new BackupFresh(
                                application(),
                                policy.spec().environment(),
                                policy.spec().name(),
                                reached,
                                now.objective(),
                                now.until(),
                                now.drilled(),
                                now.drillEvery())
                        : new BackupStale(
                                application(),
                                policy.spec().environment(),
                                policy.spec().name(),
                                reached,
                                now.objective(),
                                now.drilled(),
                                now.drillEvery(),
                                !policy.holdings().damages().isEmpty(),
                                String.valueOf(now.reason())));
    }

    private Standing standing(Policy policy) {
        @Nullable
        Instant reached = policy.holdings().recoverableTo(policy.spec()).orElse(null);
        @Nullable Duration rpo = policy.spec().objectives().rpo();
        @Nullable Instant until = reached == null || rpo == null ? null : reached.plus(rpo);
        @Nullable String reason = reason(policy, reached, until);
        return new Standing(
                reason == null,
                reached,
                reason == null ? until : null,
                policy.results().drilled(),
                rpo,
                drillEvery(policy).orElse(null),
                reason);
    }

    /** Nothing in it changes with time alone, so that it is said once. */
    private @Nullable String reason(Policy policy, @Nullable Instant reached, @Nullable Instant until) {
        if (!policy.holdings().damages().isEmpty()) {
            return "the repository is damaged: "
                    + policy.holdings().damages().getFirst().detail();
        }
        if (reached == null) {
            return "there is no backup of all sources yet";
        }
        return until != null && !draft.now().isBefore(until)
                ? "the newest data that can be restored is of " + reached + ", and may be "
                        + Words.of(policy.spec().objectives().rpo()) + " old"
                : null;
    }

    /** Whether it is worth saying: not each minute anew where an oplog moves it a minute on, but before what was said ends. */
    private static boolean says(@Nullable Standing before, Standing now, Instant at) {
        if (before == null
                || before.fresh() != now.fresh()
                || !Objects.equals(before.reason(), now.reason())
                || !Objects.equals(before.drilled(), now.drilled())
                || !Objects.equals(before.objective(), now.objective())
                || !Objects.equals(before.drillEvery(), now.drillEvery())) {
            return true;
        }
        if (before.until() == null || now.until() == null || now.objective() == null) {
            return !Objects.equals(before.recoverableTo(), now.recoverableTo());
        }
        return !at.isBefore(before.until())
                || Duration.between(before.until(), now.until())
                                .abs()
                                .compareTo(now.objective().dividedBy(PARTS))
                        >= 0;
    }

    private static Optional<Duration> drillEvery(Policy policy) {
        return Optional.ofNullable(policy.spec().drill()).map(drill -> drill.every());
    }

    private static Instant drilled(Policy policy) {
        Instant drilled = policy.results().drilled();
        return drilled == null ? policy.since() : drilled;
    }

    private static Optional<Duration> coverage(Policy policy) {
        return Optional.ofNullable(policy.spec().verification()).map(verification -> verification.coverage());
    }

    private static Instant covered(Policy policy) {
        Instant completed =
                policy.round() == null ? null : policy.round().coverage().completed();
        return completed == null ? policy.since() : completed;
    }

    private String application() {
        return draft.state().application();
    }
}
