package io.slipway.kit.worker;

import io.slipway.events.task.TaskOffered;
import io.slipway.kit.edge.TryAgainException;

/** Kafka did not take the claim of a task. The offer is still there and is taken up again. */
final class ClaimFailedException extends TryAgainException {
    ClaimFailedException(TaskOffered task, Throwable cause) {
        super("the claim of task " + task.taskId() + " did not reach Kafka", cause);
    }
}
