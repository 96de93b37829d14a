package io.slipway.backupservice.work;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.hold.HoldTags;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.retention.Decision;
import io.slipway.backup.retention.Grouping;
import io.slipway.backup.retention.Period;
import io.slipway.backup.retention.Retention;
import io.slipway.backup.retention.RetentionPolicy;
import io.slipway.backup.retention.Span;
import io.slipway.backupservice.domain.state.Words;
import io.slipway.events.backup.policy.RetentionSpec;
import io.slipway.events.backup.task.PruneTask;

/**
 * Which snapshots go: those that the retention does not keep, or those that two people named. Never one under a legal hold, and
 * never one that is younger than the retention lock, whoever asks.
 */
final class Retained {
    private static final int HOURS = 24;

    private final PruneTask task;
    private final Instant now;

    Retained(PruneTask task, Instant now) {
        this.task = task;
        this.now = now;
    }

    /** One that goes, and why. */
    record Going(StoredSnapshot snapshot, String reason) {}

    /** @param own all snapshots of the policy that show data */
    List<Going> going(List<StoredSnapshot> own) {
        return task.snapshots().isEmpty() ? byRetention(own) : byName(own);
    }

    private List<Going> byRetention(List<StoredSnapshot> own) {
        RetentionSpec spec = task.policy().retention();
        if (spec.keepsAll() || task.policy().repository().appendOnly()) {
            return List.of();
        }
        List<Going> going = new ArrayList<>();
        for (Decision decision : Retention.decide(own, policy(spec), Grouping.SOURCE, now)) {
            if (!decision.isKept() && kept(decision.snapshot()) == null) {
                going.add(new Going(decision.snapshot(), "the retention does not keep it"));
            }
        }
        return going;
    }

    /** @throws IllegalArgumentException if one of them has to stay: nothing goes then */
    private List<Going> byName(List<StoredSnapshot> own) {
        List<Going> going = new ArrayList<>();
        for (StoredSnapshot snapshot : own) {
            if (named(snapshot, own)) {
                String why = kept(snapshot);
                if (why != null) {
                    throw new IllegalArgumentException(
                            "snapshot " + snapshot.id().brief() + " stays, and so do the others: " + why);
                }
                going.add(new Going(snapshot, "two people agreed to it"));
            }
        }
        return going;
    }

    /** One that was changed since goes by the name of the first of its line. */
    private boolean named(StoredSnapshot snapshot, List<StoredSnapshot> own) {
        return task.snapshots().contains(snapshot.id().toString())
                || (task.snapshots().contains(snapshot.first().toString())
                        && own.stream().noneMatch(other -> other.id().equals(snapshot.first())));
    }

    /** Why a snapshot stays whatever the rules say; null where nothing keeps it. */
    private @Nullable String kept(StoredSnapshot snapshot) {
        if (task.policy().repository().appendOnly()) {
            return "the repository is appendOnly";
        }
        if (Retention.isOnHold(snapshot.snapshot())) {
            return "it " + HoldTags.words(snapshot.snapshot());
        }
        if (task.held().contains(snapshot.id().toString())
                || task.held().contains(snapshot.first().toString())) {
            return "it is on legal hold";
        }
        @Nullable Duration lock = task.policy().repository().retentionLock();
        Instant taken = snapshot.snapshot().time().toInstant();
        return lock != null && taken.plus(lock).isAfter(now)
                ? "it is under the retention lock until " + taken.plus(lock) + " (" + Words.of(lock) + ")"
                : null;
    }

    private static RetentionPolicy policy(RetentionSpec spec) {
        RetentionPolicy policy = RetentionPolicy.KEEP_ALL;
        policy = spec.last() == null ? policy : policy.keepLast(spec.last());
        policy = keep(policy, Period.HOURLY, spec.hourly());
        policy = keep(policy, Period.DAILY, spec.daily());
        policy = keep(policy, Period.WEEKLY, spec.weekly());
        policy = keep(policy, Period.MONTHLY, spec.monthly());
        policy = keep(policy, Period.YEARLY, spec.yearly());
        if (spec.within() != null) {
            policy = policy.keepWithin(span(spec.within()));
        }
        if (spec.tags().isEmpty()) {
            return policy;
        }
        List<Set<String>> tags = new ArrayList<>();
        spec.tags().forEach(tag -> tags.add(new HashSet<>(Set.of(tag))));
        return policy.keepTags(tags);
    }

    private static RetentionPolicy keep(RetentionPolicy policy, Period period, @Nullable Integer count) {
        return count == null ? policy : policy.keep(period, count);
    }

    /** In whole hours, rounded up: rather an hour too long than one too short. */
    private static Span span(Duration duration) {
        long hours = Math.max(1, (duration.toSeconds() + 3599) / 3600);
        return new Span(0, 0, Math.toIntExact(hours / HOURS), Math.toIntExact(hours % HOURS));
    }
}
