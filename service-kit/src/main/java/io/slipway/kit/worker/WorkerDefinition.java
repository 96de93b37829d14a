package io.slipway.kit.worker;

import java.util.List;

import io.slipway.events.Topic;
import io.slipway.kit.task.TaskHandler;

/**
 * One worker of a service: which topic offers it work, and what it can do.
 *
 * @param name short and stable, for example {@code deploy}; names the consumer group and the worker id
 * @param tasks the topic that offers work
 * @param logs the topic that takes the log lines of the handlers
 * @param handlers one for each task type; offers of other types are left to other workers
 */
public record WorkerDefinition(String name, Topic tasks, Topic logs, List<TaskHandler<?, ?>> handlers) {
    public WorkerDefinition {
        handlers = List.copyOf(handlers);
    }

    /** The consumer group all instances of this worker share. */
    public String group() {
        return "slipway-" + name + "-workers";
    }
}
