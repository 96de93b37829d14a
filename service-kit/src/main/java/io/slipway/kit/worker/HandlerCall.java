package io.slipway.kit.worker;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.events.json.Json;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;
import io.slipway.kit.task.TaskHandler;

import tools.jackson.core.JacksonException;

/** Calls a handler and turns every way in which it can end into an {@link Outcome}. */
final class HandlerCall {
    private static final Logger LOG = LoggerFactory.getLogger(HandlerCall.class);

    private HandlerCall() {}

    static <I, O> Outcome call(TaskHandler<I, O> handler, TaskContext context) {
        I input;
        try {
            input = Json.read(context.task().input(), handler.inputType());
        } catch (JacksonException e) {
            return new Outcome.Failed(
                    "the input is not a valid " + handler.type() + " task: " + e.getOriginalMessage(), false);
        }
        try {
            return new Outcome.Done(Json.tree(handler.run(input, context)));
        } catch (TaskFailedException e) {
            LOG.info("task {} failed: {}", context.task().taskId(), e.getMessage());
            return new Outcome.Failed(String.valueOf(e.getMessage()), e.retryable(), e.retryAfter());
        } catch (InterruptedException e) {
            return new Outcome.Interrupted();
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError | AssertionError e) {
            // A bug or a lack of something: the decider bounds the attempts, so that another one does no harm.
            LOG.error("task {} failed unexpectedly", context.task().taskId(), e);
            return new Outcome.Failed(
                    "unexpected " + e.getClass().getSimpleName() + ": " + e.getMessage() + "; see the worker's log",
                    true);
        }
    }
}
