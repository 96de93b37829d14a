package io.slipway.kit.task;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** The work cannot be done. The message is for a person: what failed, and what to look at. */
public final class TaskFailedException extends Exception {
    private final boolean retryable;
    private final @Nullable Duration retryAfter;

    public TaskFailedException(String message, boolean retryable) {
        super(message);
        this.retryable = retryable;
        this.retryAfter = null;
    }

    public TaskFailedException(String message, boolean retryable, Throwable cause) {
        this(message, retryable, null, cause);
    }

    /** @param retryAfter for how long no other attempt is to begin, where whoever does the work said so */
    public TaskFailedException(String message, boolean retryable, @Nullable Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
        this.retryAfter = retryAfter;
    }

    /** Whether another attempt may help. */
    public boolean retryable() {
        return retryable;
    }

    /** For how long no other attempt is to begin; null where that is up to whoever handed the work out. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
