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
                .flatMap(standing -> fault(gate, standing, now).map(fault -> standing.source() + " " + fault).stream())
                .toList();
        return faults.isEmpty()
                ? new GateVerdict(true, holds(known, now))
                : new GateVerdict(false, String.join("; ", faults) + "; " + remedy(application, environment));
    }

    private static Optional<String> fault(GateSpec.BackupFresh gate, BackupStanding standing, Instant now) {
        if (standing.alarm() != null) {
            return Optional.of("is in alarm: " + standing.alarm());
        }
        if (standing.dataOf() == null) {
            return Optional.of("has never been backed up");
        }
        @Nullable Duration allowed = gate.maxAge() == null ? standing.objective() : gate.maxAge();
        if (allowed != null && tooOld(standing.dataOf(), allowed, now)) {
            return Optional.of("was last backed up " + ago(standing.dataOf(), now) + ", at most " + words(allowed)
                    + " are allowed");
        }
        return standing.proofObjective() == null
                ? Optional.empty()
                : unproven(standing.provenAt(), standing.proofObjective(), now);
    }

    private static Optional<String> unproven(@Nullable Instant provenAt, Duration allowed, Instant now) {
        if (provenAt == null) {
            return Optional.of("has backups that no restore has proven yet");
        }
        return tooOld(provenAt, allowed, now)
                ? Optional.of("was last proven by a restore " + ago(provenAt, now) + ", at most " + words(allowed)
                        + " are allowed")
                : Optional.empty();
    }

    private static String remedy(String application, String environment) {
        return "back it up (slipway backup run " + application + " -e " + environment
                + "), prove it (slipway backup drill " + application + " -e " + environment + "), and deploy again";
    }

    private static String holds(List<BackupStanding> known, Instant now) {
        return known.stream()
                .filter(standing -> standing.dataOf() != null)
                .map(standing -> standing.source() + " was backed up " + ago(standing.dataOf(), now))
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
