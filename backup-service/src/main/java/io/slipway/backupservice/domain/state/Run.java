package io.slipway.backupservice.domain.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.events.backup.RunKind;
import io.slipway.events.backup.RunTrigger;
import io.slipway.events.backup.view.BackupRunsView.RunStatus;
import io.slipway.events.backup.view.BackupRunsView.RunView;

/**
 * A run under way.
 *
 * @param attempt the newest; 0 before the first
 * @param failures attempts that failed, as against those that were taken from a silent worker
 * @param worker who has it; null while nobody has
 * @param course what it waits for
 * @param heardAt when the worker's word was last passed on
 */
public record Run(
        String id,
        String policy,
        String environment,
        RunTrigger trigger,
        String by,
        Instant startedAt,
        RunWork work,
        int attempt,
        int failures,
        @Nullable String worker,
        Course course,
        String progress,
        @Nullable Integer percent,
        @Nullable Instant heardAt) {

    /**
     * @param deadline when the attempt is given up
     * @param leaseUntil when a worker that says nothing loses it
     * @param pickUpUntil when it is offered again because nobody took it
     * @param retryAt when the next attempt begins
     */
    public record Course(
            @Nullable Instant deadline,
            @Nullable Instant leaseUntil,
            @Nullable Instant pickUpUntil,
            @Nullable Instant retryAt) {
        static final Course NONE = new Course(null, null, null, null);
    }

    /** One that nobody was asked to do yet. */
    static Run begun(
            String id, String policy, String environment, RunTrigger trigger, String by, Instant at, RunWork work) {
        return new Run(
                id,
                policy,
                environment,
                trigger,
                by,
                at,
                work,
                0,
                0,
                null,
                Course.NONE,
                "waits for a worker",
                null,
                null);
    }

    public RunKind kind() {
        return work.kind();
    }

    /** Whether the newest attempt is not over. */
    public boolean isHandedOut() {
        return attempt > 0 && course.retryAt() == null;
    }

    /** When something has to happen with it. */
    public Optional<Instant> nextDeadline() {
        return Stream.of(course.deadline(), course.leaseUntil(), course.pickUpUntil(), course.retryAt())
                .flatMap(Stream::ofNullable)
                .min(Instant::compareTo);
    }

    Run handedOut(int number, Instant deadline, Instant pickUpUntil) {
        return with(number, failures, null, new Course(deadline, null, pickUpUntil, null));
    }

    Run claimed(String by, Instant leaseUntil) {
        return with(attempt, failures, by, new Course(course.deadline(), leaseUntil, null, null));
    }

    Run renewed(Instant leaseUntil) {
        return with(attempt, failures, worker, new Course(course.deadline(), leaseUntil, null, null));
    }

    Run failed(String reason, Instant retryAt) {
        Run failed = with(attempt, failures + 1, null, new Course(null, null, null, retryAt));
        return failed.said(reason, null, heardAt);
    }

    Run said(String message, @Nullable Integer done, @Nullable Instant at) {
        return new Run(
                id,
                policy,
                environment,
                trigger,
                by,
                startedAt,
                work,
                attempt,
                failures,
                worker,
                course,
                message,
                done,
                at);
    }

    private Run with(int newAttempt, int newFailures, @Nullable String newWorker, Course newCourse) {
        return new Run(
                id,
                policy,
                environment,
                trigger,
                by,
                startedAt,
                work,
                newAttempt,
                newFailures,
                newWorker,
                newCourse,
                progress,
                percent,
                heardAt);
    }

    /** As it is shown. */
    public RunView view() {
        RunStatus status =
                course.retryAt() != null ? RunStatus.RETRYING : worker == null ? RunStatus.WAITING : RunStatus.RUNNING;
        return view(status, null, progress, List.of());
    }

    RunView ended(RunStatus status, Instant at, String summary, List<String> snapshots) {
        return view(status, at, summary, snapshots);
    }

    private RunView view(RunStatus status, @Nullable Instant endedAt, String words, List<String> snapshots) {
        return new RunView(
                id,
                kind(),
                policy,
                environment,
                status,
                trigger,
                by,
                attempt,
                startedAt,
                endedAt,
                words,
                percent,
                snapshots,
                id);
    }
}
