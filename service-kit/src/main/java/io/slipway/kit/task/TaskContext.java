package io.slipway.kit.task;

import org.jspecify.annotations.Nullable;

import io.slipway.events.task.TaskOffered;

/** What a handler knows of its task, and how it speaks while it works. */
public interface TaskContext {
    TaskOffered task();

    /** Says how far the work is; shown to people at once. */
    void progress(String message, @Nullable Integer percent);

    /** Writes a line to the task's log. Lines are batched and kept in order. */
    void log(String line);
}
