package io.slipway.standalone;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

import io.slipway.events.deploy.task.ConvergeTask;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;
import io.slipway.kit.task.TaskHandler;

/**
 * Workers that have done what they were asked and do not say so yet: the first attempt at a task whose id matches
 * {@code held.tasks} stays in the middle of its step for a while. Comes into a Slipway by {@code spring.main.sources}.
 */
public class HeldTasks implements BeanPostProcessor, EnvironmentAware {
    /** Long enough for whoever saw the step's start to end the process. */
    private static final Duration HOLD = Duration.ofSeconds(5);

    private Pattern held;

    @Override
    public void setEnvironment(Environment environment) {
        held = Pattern.compile(environment.getRequiredProperty("held.tasks"));
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof TaskHandler<?, ?> handler && isOfADeployment(handler)
                ? new Holding<>(handler, held)
                : bean;
    }

    private static boolean isOfADeployment(TaskHandler<?, ?> handler) {
        return handler.inputType().getPackageName().equals(ConvergeTask.class.getPackageName());
    }

    private record Holding<I, O>(TaskHandler<I, O> handler, Pattern held) implements TaskHandler<I, O> {
        @Override
        public String type() {
            return handler.type();
        }

        @Override
        public Class<I> inputType() {
            return handler.inputType();
        }

        @Override
        public O run(I input, TaskContext context) throws TaskFailedException, InterruptedException {
            O output = handler.run(input, context);
            if (context.task().attempt() == 1
                    && held.matcher(context.task().taskId()).matches()) {
                boolean unused = new CountDownLatch(1).await(HOLD.toMillis(), TimeUnit.MILLISECONDS);
            }
            return output;
        }
    }
}
