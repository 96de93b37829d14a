package io.slipway.events.task;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Command;
import io.slipway.events.MessageType;

import tools.jackson.databind.JsonNode;

/** What a worker says of a task, to the aggregate that handed it out. Anything of another attempt is ignored. */
public sealed interface TaskReport extends Command {
    String taskId();

    int attempt();

    /** Who does the work: stable over a restart of the worker. */
    String worker();

    @MessageType(value = "io.slipway.task.start.v1", description = "A worker takes the task until the lease runs out.")
    record Started(String taskId, int attempt, String worker, Instant leaseUntil) implements TaskReport {}

    @MessageType(value = "io.slipway.task.renew.v1", description = "The worker is still at it and renews its lease.")
    record Renewed(String taskId, int attempt, String worker, Instant leaseUntil) implements TaskReport {}

    /** @param percent 0 to 100, where it is known */
    @MessageType(value = "io.slipway.task.progress.v1", description = "The worker says how far it is.")
    record Progressed(
            String taskId,
            int attempt,
            String worker,
            String message,
            @Nullable Integer percent) implements TaskReport {}

    /** @param output what the work made, in the words of the task type */
    @MessageType(value = "io.slipway.task.succeed.v1", description = "The work is done.")
    record Succeeded(String taskId, int attempt, String worker, JsonNode output) implements TaskReport {}

    /**
     * @param reason for a person: what failed, and what to look at
     * @param retryable whether another attempt may help
     * @param retryAfter for how long no other attempt is to begin, where whoever does the work said so
     */
    @MessageType(value = "io.slipway.task.fail.v1", description = "The work failed.")
    record Failed(
            String taskId,
            int attempt,
            String worker,
            String reason,
            boolean retryable,
            @Nullable Duration retryAfter) implements TaskReport {
        /** One that leaves it open when the next attempt begins. */
        public Failed(String taskId, int attempt, String worker, String reason, boolean retryable) {
            this(taskId, attempt, worker, reason, retryable, null);
        }
    }

    @MessageType(value = "io.slipway.task.release.v1", description = "The worker shuts down and hands the task back.")
    record Released(String taskId, int attempt, String worker) implements TaskReport {}
}
