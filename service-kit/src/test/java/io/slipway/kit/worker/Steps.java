package io.slipway.kit.worker;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;

import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;
import io.slipway.kit.task.TaskHandler;

/** A handler that does what its input says. */
final class Steps implements TaskHandler<Steps.Input, Steps.Output> {
    record Input(String name, What what) {}

    record Output(String made) {}

    enum What {
        SUCCEED,
        MAKE_NOTHING,
        TALK,
        WAIT,
        WAIT_STUBBORNLY,
        ONCE,
        FAIL_FOR_NOW,
        FAIL_FOR_GOOD,
        BREAK
    }

    final List<String> begun = new CopyOnWriteArrayList<>();
    final List<String> done = new CopyOnWriteArrayList<>();
    final List<String> interrupted = new CopyOnWriteArrayList<>();
    final CountDownLatch goOn = new CountDownLatch(1);

    @Override
    public String type() {
        return "steps";
    }

    @Override
    public Class<Input> inputType() {
        return Input.class;
    }

    @Override
    public @Nullable Output run(Input input, TaskContext context) throws TaskFailedException, InterruptedException {
        begun.add(input.name() + "#" + context.task().attempt());
        switch (input.what()) {
            case SUCCEED -> context.log("hello");
            case MAKE_NOTHING -> {
                return null;
            }
            case TALK -> talk(context);
            case WAIT -> await(input, context);
            case ONCE -> {
                context.awaitClaim();
                done.add(input.name() + "#" + context.task().attempt());
            }
            case WAIT_STUBBORNLY -> awaitStubbornly(input, context);
            case FAIL_FOR_NOW -> throw new TaskFailedException("the registry is away", true);
            case FAIL_FOR_GOOD -> throw new TaskFailedException("there is no such image", false);
            case BREAK -> throw new IllegalStateException("a bug");
        }
        return new Output("made of " + input.name());
    }

    private static void talk(TaskContext context) {
        for (int i = 1; i <= 100; i++) {
            context.progress("step " + i, i);
            context.log("line " + i);
        }
    }

    private void await(Input input, TaskContext context) throws InterruptedException {
        try {
            goOn.await();
        } catch (InterruptedException e) {
            interrupted.add(input.name() + "#" + context.task().attempt());
            throw e;
        }
    }

    private void awaitStubbornly(Input input, TaskContext context) {
        while (true) {
            try {
                goOn.await();
                return;
            } catch (InterruptedException e) {
                interrupted.add(input.name() + "#" + context.task().attempt());
            }
        }
    }
}
