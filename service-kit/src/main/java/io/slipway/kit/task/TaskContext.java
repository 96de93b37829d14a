package io.slipway.kit.task;

import org.jspecify.annotations.Nullable;

import io.slipway.events.task.TaskOffered;

/** What a handler knows of its task, and how it speaks while it works. */
public interface TaskContext {
    TaskOffered task();

    /**
     * Returns when the aggregate has accepted that this worker, and no other, makes this attempt. Handlers run from the
     * moment the claim is on its way, which is right for work that may be done twice; what may not waits here first.
     *
     * @throws TaskFailedException when the attempt is another's or over, or when nobody answers
     */
    void awaitClaim() throws TaskFailedException, InterruptedException;

    /** Says how far the work is; shown to people at once. */
    void progress(String message, @Nullable Integer percent);

    /** Writes a line to the task's log. Lines are batched and kept in order. */
    void log(String line);
}
