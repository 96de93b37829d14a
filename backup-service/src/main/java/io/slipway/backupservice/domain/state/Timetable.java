package io.slipway.backupservice.domain.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.events.backup.RunKind;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.policy.BackupSource;
import io.slipway.events.backup.policy.ScheduleSpec;

/** What of a policy begins next by itself, and when. */
public record Timetable(
        @Nullable Due backup,
        @Nullable Due verification,
        @Nullable Due drill,
        @Nullable Due prune,
        @Nullable Due oplog) {
    /**
     * @param due the time of the schedule
     * @param at when it really begins, the jitter added
     */
    public record Due(Instant due, Instant at) {}

    /** How long after an oplog could not be stored it is tried again. */
    private static final Duration OPLOG_PAUSE = Duration.ofMinutes(1);

    static final Timetable EMPTY = new Timetable(null, null, null, null, null);

    /** The timetable of a policy from a time on; a schedule that stays as it is keeps its time. */
    static Timetable of(BackupPolicy spec, Instant from, Timetable before, @Nullable BackupPolicy earlier) {
        return new Timetable(
                kept(spec, earlier, RunKind.BACKUP, before.backup(), from),
                kept(spec, earlier, RunKind.VERIFICATION, before.verification(), from),
                kept(spec, earlier, RunKind.DRILL, before.drill(), from),
                kept(spec, earlier, RunKind.PRUNE, before.prune(), from),
                hasOplog(spec) ? new Due(from, from) : null);
    }

    private static @Nullable Due kept(
            BackupPolicy spec, @Nullable BackupPolicy earlier, RunKind kind, @Nullable Due before, Instant from) {
        ScheduleSpec schedule = schedule(spec, kind);
        return before != null && earlier != null && schedule != null && schedule.equals(schedule(earlier, kind))
                ? before
                : next(spec, kind, from);
    }

    /** The schedule of a kind of run; null where it has none. */
    public static @Nullable ScheduleSpec schedule(BackupPolicy spec, RunKind kind) {
        return switch (kind) {
            case BACKUP -> spec.schedule();
            case VERIFICATION ->
                spec.verification() == null ? null : spec.verification().schedule();
            case DRILL -> spec.drill() == null ? null : spec.drill().schedule();
            case PRUNE -> spec.prune() == null ? null : spec.prune().schedule();
            case OPLOG, RESTORE, REPAIR -> null;
        };
    }

    /** When a kind of run begins next. */
    public Optional<Due> due(RunKind kind) {
        return Optional.ofNullable(
                switch (kind) {
                    case BACKUP -> backup;
                    case VERIFICATION -> verification;
                    case DRILL -> drill;
                    case PRUNE -> prune;
                    case OPLOG -> oplog;
                    case RESTORE, REPAIR -> null;
                });
    }

    /** The timetable after a scheduled run of a kind has begun or was passed over. */
    Timetable after(RunKind kind, BackupPolicy spec, Instant at) {
        Due next = next(spec, kind, at);
        return switch (kind) {
            case BACKUP -> new Timetable(next, verification, drill, prune, oplog);
            case VERIFICATION -> new Timetable(backup, next, drill, prune, oplog);
            case DRILL -> new Timetable(backup, verification, next, prune, oplog);
            case PRUNE -> new Timetable(backup, verification, drill, next, oplog);
            case OPLOG -> new Timetable(backup, verification, drill, prune, null);
            case RESTORE, REPAIR -> this;
        };
    }

    /** The oplog is stored again: at once where the run before ended by itself, after a pause where it could not. */
    Timetable oplogAgain(BackupPolicy spec, Instant at, boolean atOnce) {
        Instant from = atOnce ? at : at.plus(OPLOG_PAUSE);
        return new Timetable(backup, verification, drill, prune, hasOplog(spec) ? new Due(from, from) : null);
    }

    private static @Nullable Due next(BackupPolicy spec, RunKind kind, Instant after) {
        ScheduleSpec schedule = schedule(spec, kind);
        return schedule == null
                ? null
                : Schedules.next(schedule, after)
                        .map(due -> new Due(due, due.plus(Schedules.jitter(schedule, spec.name() + kind, due))))
                        .orElse(null);
    }

    private static boolean hasOplog(BackupPolicy spec) {
        return spec.sources().stream()
                .anyMatch(source -> source instanceof BackupSource.Mongodb mongodb && mongodb.oplog() != null);
    }
}
