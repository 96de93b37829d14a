package io.slipway.deploy.domain.state;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnore;

import io.slipway.events.deploy.Acceptance;
import io.slipway.events.deploy.PlannedStep;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.pipeline.GateSpec;
import io.slipway.events.deploy.task.VerifyTask;
import io.slipway.events.deploy.view.StepStatus;

import tools.jackson.databind.JsonNode;

/**
 * A step of a deployment as far as it is.
 *
 * @param attempt 0 before the first; the fencing token of the task behind it
 * @param failures attempts that failed, as opposed to those whose worker fell silent
 * @param deadline when the attempt is given up or, for a pause, over
 * @param pickUpUntil when a task nobody took is handed out again
 * @param leaseUntil until when the worker has it
 * @param retryAt when the next attempt begins
 * @param output what it made or found
 * @param acceptance who took it for good, where it had too little data to tell
 */
public record Step(
        PlannedStep plan,
        StepStatus status,
        int attempt,
        int failures,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant deadline,
        @Nullable Instant pickUpUntil,
        @Nullable String worker,
        @Nullable Instant leaseUntil,
        @Nullable Instant retryAt,
        String message,
        @Nullable Integer percent,
        @Nullable JsonNode output,
        @Nullable Acceptance acceptance) {

    public static Step pending(PlannedStep plan) {
        return new Step(plan, StepStatus.PENDING, 0, 0, null, null, null, null, null, null, null, "", null, null, null);
    }

    public String id() {
        return plan.id();
    }

    /** Whether a worker does it. */
    public boolean isTask() {
        return isTask(plan.action());
    }

    public static boolean isTask(StepAction action) {
        return switch (action) {
            case StepAction.EvaluateGate(var gate) -> gate instanceof GateSpec.Http;
            case StepAction.Build b -> true;
            case StepAction.Converge c -> true;
            case StepAction.Analyze a -> true;
            case StepAction.Verify v -> true;
            case StepAction.AwaitApproval a -> false;
            case StepAction.Pause p -> false;
            case StepAction.RestoreConfig c -> false;
            case StepAction.Promote p -> false;
        };
    }

    public boolean isRunning() {
        return status == StepStatus.RUNNING;
    }

    /** Whether nothing more will happen to it by itself. */
    public boolean isOver() {
        return status == StepStatus.SUCCEEDED || status == StepStatus.SKIPPED || status == StepStatus.FAILED;
    }

    /** When time has something to say about it. */
    public Optional<Instant> nextDeadline() {
        return switch (status) {
            case RUNNING ->
                Stream.of(
                                Optional.ofNullable(deadline),
                                Optional.ofNullable(leaseUntil == null ? pickUpUntil : leaseUntil))
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo);
            case RETRYING -> Optional.ofNullable(retryAt);
            case PENDING, SUCCEEDED, FAILED, SKIPPED -> Optional.empty();
        };
    }

    public Step started(int newAttempt, Instant at, @Nullable Instant until, @Nullable Instant pickUp) {
        return new Step(
                plan,
                StepStatus.RUNNING,
                newAttempt,
                // Whoever begins again what had failed for good grants all attempts anew.
                status == StepStatus.FAILED ? 0 : failures,
                startedAt == null ? at : startedAt,
                null,
                until,
                pickUp,
                null,
                null,
                null,
                "",
                null,
                null,
                null);
    }

    public Step claimed(String by, Instant until) {
        return new Step(
                plan, status, attempt, failures, startedAt, null, deadline, null, by, until, null, message, percent,
                output, null);
    }

    public Step renewed(Instant until) {
        return new Step(
                plan, status, attempt, failures, startedAt, null, deadline, null, worker, until, null, message, percent,
                output, null);
    }

    public Step progressed(String text, @Nullable Integer howFar) {
        return new Step(
                plan,
                status,
                attempt,
                failures,
                startedAt,
                null,
                deadline,
                pickUpUntil,
                worker,
                leaseUntil,
                null,
                text,
                howFar,
                output,
                null);
    }

    public Step succeeded(Instant at, String text, @Nullable JsonNode result) {
        return ended(StepStatus.SUCCEEDED, at, text, result);
    }

    public Step skipped(Instant at, String why) {
        return ended(StepStatus.SKIPPED, at, why, null);
    }

    /** Whether it ended without a verdict, for want of data. */
    @JsonIgnore
    public boolean isInconclusive() {
        return status == StepStatus.FAILED
                && output != null
                && output.path("verdict").asString("").equals(VerifyTask.Verdict.INCONCLUSIVE.name());
    }

    /** A person takes it for good. */
    public Step accepted(Acceptance by) {
        return new Step(
                plan,
                status,
                attempt,
                failures,
                startedAt,
                finishedAt,
                deadline,
                pickUpUntil,
                worker,
                leaseUntil,
                retryAt,
                message,
                percent,
                output,
                by);
    }

    /**
     * @param again when the next attempt begins; null when there is none
     * @param found what the attempt found all the same
     */
    public Step failed(Instant at, String why, @Nullable Instant again, @Nullable JsonNode found) {
        return again == null
                ? ended(StepStatus.FAILED, at, why, found).failedOnce()
                : new Step(
                        plan,
                        StepStatus.RETRYING,
                        attempt,
                        failures + 1,
                        startedAt,
                        null,
                        null,
                        null,
                        null,
                        null,
                        again,
                        why,
                        null,
                        found,
                        null);
    }

    private Step failedOnce() {
        return new Step(
                plan,
                status,
                attempt,
                failures + 1,
                startedAt,
                finishedAt,
                null,
                null,
                worker,
                null,
                null,
                message,
                null,
                output,
                acceptance);
    }

    private Step ended(StepStatus how, Instant at, String text, @Nullable JsonNode result) {
        return new Step(
                plan,
                how,
                attempt,
                failures,
                startedAt,
                at,
                null,
                null,
                worker,
                null,
                null,
                text,
                null,
                result,
                acceptance);
    }
}
