package io.slipway.kit.task;

/**
 * Does one type of work. Doing a task twice must equal doing it once: after a crash it is handed out again, and the
 * attempt before may have got anywhere. The handler runs on a virtual thread and is interrupted when the task is taken
 * away from it (a newer attempt, a cancelled deployment, the time limit, shutdown).
 *
 * @param <I> the task type's input record
 * @param <O> the task type's output record
 */
public interface TaskHandler<I, O> {
    /** The task type, for example {@code build}. */
    String type();

    Class<I> inputType();

    /**
     * Does the work.
     *
     * @throws TaskFailedException when it cannot be done, with the reason for a person
     * @throws InterruptedException when the task was taken away
     */
    O run(I input, TaskContext context) throws TaskFailedException, InterruptedException;
}
