package io.slipway.deploy.rollout;

import io.slipway.events.deploy.task.ConvergeTask;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;
import io.slipway.kit.task.TaskHandler;

/** Has the driver of an environment make a declared state true. */
public final class ConvergeHandler implements TaskHandler<ConvergeTask, ConvergeTask.Output> {
    private final RolloutDrivers drivers;

    public ConvergeHandler(RolloutDrivers drivers) {
        this.drivers = drivers;
    }

    @Override
    public String type() {
        return ConvergeTask.TYPE;
    }

    @Override
    public Class<ConvergeTask> inputType() {
        return ConvergeTask.class;
    }

    @Override
    public ConvergeTask.Output run(ConvergeTask task, TaskContext context)
            throws TaskFailedException, InterruptedException {
        return drivers.get(task.driver()).converge(task, words -> context.progress(words, null));
    }
}
