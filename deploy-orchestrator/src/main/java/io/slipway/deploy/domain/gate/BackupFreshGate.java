package io.slipway.deploy.domain.gate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.BackupStanding;
import io.slipway.events.deploy.pipeline.GateSpec;

/**
 * Whether what an environment keeps could be had back today. Age is reckoned when the gate is asked, from the time whose
 * data the newest backup has: a backup-service that has fallen silent makes the gate shut, not open.
 */
final class BackupFreshGate {
    private BackupFreshGate() {}

    static GateVerdict evaluate(
            GateSpec.BackupFresh gate,
            String application,
            String environment,
            List<BackupStanding> known,
            Instant now) {
        if (known.isEmpty()) {
            return new GateVerdict(
                    false,
                    "nothing of " + environment + " is known to be backed up; give " + application
                            + " a backup policy for it, or take the gate out");
        }
        List<String> faults = known.stream()
                .flatMap(standing -> fault(gate, standing, now).stream()
                        .map(fault -> "the policy " + standing.policy() + " " + fault))
                .toList();
        return faults.isEmpty()
                ? new GateVerdict(true, holds(known, now))
                : new GateVerdict(false, String.join("; ", faults) + "; " + remedy(application, known));
    }

    private static Optional<String> fault(GateSpec.BackupFresh gate, BackupStanding standing, Instant now) {
        if (standing.alarm() != null) {
            return Optional.of("is in alarm: " + standing.alarm()
                    + (standing.recoverableTo() == null
                            ? ""
                            : " (its newest backup is from " + ago(standing.recoverableTo(), now)
                                    + allowed(gate, standing) + ")"));
        }
        if (standing.recoverableTo() == null) {
            return Optional.of("has no backup yet");
        }
        @Nullable Duration objective = objective(gate, standing);
        if (objective != null && tooOld(standing.recoverableTo(), objective, now)) {
            return Optional.of(
                    "has its newest backup from " + ago(standing.recoverableTo(), now) + allowed(gate, standing));
        }
        return standing.drillEvery() == null
                ? Optional.empty()
                : unproven(standing.drilled(), standing.drillEvery(), now);
    }

    private static @Nullable Duration objective(GateSpec.BackupFresh gate, BackupStanding standing) {
        return gate.maxAge() == null ? standing.objective() : gate.maxAge();
    }

    private static String allowed(GateSpec.BackupFresh gate, BackupStanding standing) {
        @Nullable Duration objective = objective(gate, standing);
        return objective == null ? "" : ", at most " + words(objective) + " are allowed";
    }

    private static Optional<String> unproven(@Nullable Instant drilled, Duration every, Instant now) {
        if (drilled == null) {
            return Optional.of("has backups that no restore drill has proven yet");
        }
        return tooOld(drilled, every, now)
                ? Optional.of("last passed a restore drill " + ago(drilled, now) + ", at most " + words(every)
                        + " are allowed")
                : Optional.empty();
    }

    private static String remedy(String application, List<BackupStanding> known) {
        String policy = known.size() == 1 ? known.getFirst().policy() : "POLICY";
        return "back it up (slipway backup run " + application + " " + policy + "), prove it (slipway backup drill "
                + application + " " + policy + "), and deploy again";
    }

    private static String holds(List<BackupStanding> known, Instant now) {
        return known.stream()
                .filter(standing -> standing.recoverableTo() != null)
                .map(standing ->
                        "the newest backup of " + standing.policy() + " is from " + ago(standing.recoverableTo(), now))
                .collect(Collectors.joining(", "));
    }

    private static boolean tooOld(Instant then, Duration allowed, Instant now) {
        return then.plus(allowed).isBefore(now);
    }

    private static String ago(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        return words(age.isNegative() ? Duration.ZERO : age) + " ago (" + then.truncatedTo(ChronoUnit.SECONDS) + ")";
    }

    /** The two largest units, such as {@code 1 d 3 h} or {@code 45 s}. */
    static String words(Duration duration) {
        record Unit(long amount, String name) {}
        return List.of(
                        new Unit(duration.toDays(), "d"),
                        new Unit(duration.toHoursPart(), "h"),
                        new Unit(duration.toMinutesPart(), "min"),
                        new Unit(duration.toSecondsPart(), "s"))
                .stream()
                .dropWhile(unit -> unit.amount() == 0)
                .limit(2)
                .filter(unit -> unit.amount() > 0)
                .map(unit -> unit.amount() + " " + unit.name())
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(" "), text -> text.isEmpty() ? duration.toMillis() + " ms" : text));
    }
}
