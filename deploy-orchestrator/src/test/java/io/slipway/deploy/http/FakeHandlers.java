package io.slipway.deploy.http;

import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.task.BuildTask;
import io.slipway.events.deploy.task.ConvergeTask;
import io.slipway.events.deploy.task.GateTask;
import io.slipway.events.deploy.task.VerifyTask;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;
import io.slipway.kit.task.TaskHandler;

/** Workers that say the work is done. */
@Configuration(proxyBeanMethods = false)
class FakeHandlers {
    @FunctionalInterface
    interface Work<I, O> {
        O run(I input, TaskContext context) throws TaskFailedException, InterruptedException;
    }

    record Handler<I, O>(String type, Class<I> inputType, Work<I, O> work) implements TaskHandler<I, O> {
        @Override
        public O run(I input, TaskContext context) throws TaskFailedException, InterruptedException {
            return work.run(input, context);
        }
    }

    @Bean
    TaskHandler<BuildTask, BuildTask.Output> fakeBuild() {
        return new Handler<>(BuildTask.TYPE, BuildTask.class, (task, context) -> {
            context.log("building " + task.service());
            Holds.await(task.application());
            context.log("built");
            String digest = "sha256:%064x"
                    .formatted(Integer.toUnsignedLong(task.version().hashCode()));
            return new BuildTask.Output(new Artifact(digest, "artifact:" + digest, "pkg:generic/" + task.service(), 1));
        });
    }

    @Bean
    TaskHandler<ConvergeTask, ConvergeTask.Output> fakeConverge() {
        return new Handler<>(
                ConvergeTask.TYPE, ConvergeTask.class, (task, context) -> new ConvergeTask.Output(List.of()));
    }

    @Bean
    TaskHandler<VerifyTask, VerifyTask.Output> fakeVerify() {
        return new Handler<>(
                VerifyTask.TYPE,
                VerifyTask.class,
                (task, context) -> new VerifyTask.Output(Holds.verdict(task.application()), "looks good", List.of()));
    }

    @Bean
    TaskHandler<GateTask, GateTask.Output> fakeGate() {
        return new Handler<>(GateTask.TYPE, GateTask.class, (task, context) -> new GateTask.Output(true, "holds"));
    }
}
