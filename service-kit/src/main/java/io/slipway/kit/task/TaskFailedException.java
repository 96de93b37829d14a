package io.slipway.kit.task;

/** The work cannot be done. The message is for a person: what failed, and what to look at. */
public final class TaskFailedException extends Exception {
    private final boolean retryable;

    public TaskFailedException(String message, boolean retryable) {
        super(message);
        this.retryable = retryable;
    }

    public TaskFailedException(String message, boolean retryable, Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    /** Whether another attempt may help. */
    public boolean retryable() {
        return retryable;
    }
}
