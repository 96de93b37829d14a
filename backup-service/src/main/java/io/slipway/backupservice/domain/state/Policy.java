package io.slipway.backupservice.domain.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.slipway.events.backup.ProtectionEvent.Objective;
import io.slipway.events.backup.policy.BackupPolicy;

/**
 * A policy, and what it has achieved.
 *
 * @param since when it was first there
 * @param round the verification of all its data; null before the first part of it
 * @param missed which promises are not kept
 * @param standing what was last said of it; null before anything was
 */
public record Policy(
        BackupPolicy spec,
        Instant since,
        Timetable next,
        Holdings holdings,
        Results results,
        @Nullable Round round,
        Map<Objective, Missed> missed,
        @Nullable Standing standing) {

    /** @param actual what is; null where there is nothing to measure */
    public record Missed(Duration target, @Nullable Duration actual, Instant since, String detail) {}

    public Policy {
        Map<Objective, Missed> copy = new EnumMap<>(Objective.class);
        copy.putAll(missed);
        missed = Collections.unmodifiableMap(copy);
    }

    static Policy added(BackupPolicy spec, Instant at) {
        return new Policy(
                spec,
                at,
                Timetable.of(spec, at, Timetable.EMPTY, null),
                Holdings.EMPTY,
                Results.NONE,
                null,
                Map.of(),
                null);
    }

    /** With another repository nothing of what was backed up is there. */
    Policy changed(BackupPolicy newSpec, Instant at) {
        boolean moved =
                !newSpec.repository().location().equals(spec.repository().location());
        return new Policy(
                newSpec,
                since,
                Timetable.of(newSpec, at, next, spec),
                moved ? Holdings.EMPTY : holdings,
                results,
                moved || !Objects.equals(newSpec.verification(), spec.verification()) ? null : round,
                missed,
                standing);
    }

    Policy with(Timetable newNext) {
        return new Policy(spec, since, newNext, holdings, results, round, missed, standing);
    }

    Policy with(Holdings newHoldings) {
        return new Policy(spec, since, next, newHoldings, results, round, missed, standing);
    }

    Policy with(Results newResults) {
        return new Policy(spec, since, next, holdings, newResults, round, missed, standing);
    }

    Policy with(Round newRound) {
        return new Policy(spec, since, next, holdings, results, newRound, missed, standing);
    }

    Policy with(Standing newStanding) {
        return new Policy(spec, since, next, holdings, results, round, missed, newStanding);
    }

    Policy missing(Objective objective, Missed miss) {
        Map<Objective, Missed> more = new EnumMap<>(Objective.class);
        more.putAll(missed);
        more.put(objective, miss);
        return new Policy(spec, since, next, holdings, results, round, more, standing);
    }

    Policy meeting(Objective objective) {
        Map<Objective, Missed> fewer = new EnumMap<>(Objective.class);
        fewer.putAll(missed);
        fewer.remove(objective);
        return new Policy(spec, since, next, holdings, results, round, fewer, standing);
    }

    /** The round that is under way, or the one that begins now. */
    public Round roundAt(Instant at) {
        return round != null ? round : Round.begin(spec.verification(), at, null);
    }
}
