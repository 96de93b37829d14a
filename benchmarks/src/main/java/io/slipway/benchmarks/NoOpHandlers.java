package io.slipway.benchmarks;

import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.task.BuildTask;
import io.slipway.events.deploy.task.ConvergeTask;
import io.slipway.events.deploy.task.VerifyTask;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskHandler;

/** Workers that have nothing to do, so that only the engine is measured. */
@Configuration(proxyBeanMethods = false)
class NoOpHandlers {
    private static final String DIGEST = "sha256:" + "0".repeat(64);

    private record NoOp<I, O>(String type, Class<I> inputType, O output) implements TaskHandler<I, O> {
        @Override
        public O run(I input, TaskContext context) {
            return output;
        }
    }

    @Bean
    TaskHandler<BuildTask, BuildTask.Output> noBuild() {
        Artifact artifact = new Artifact(DIGEST, "artifact:" + DIGEST, "pkg:generic/nothing", 1);
        return new NoOp<>(BuildTask.TYPE, BuildTask.class, new BuildTask.Output(artifact));
    }

    @Bean
    TaskHandler<ConvergeTask, ConvergeTask.Output> noRollout() {
        return new NoOp<>(ConvergeTask.TYPE, ConvergeTask.class, new ConvergeTask.Output(List.of()));
    }

    @Bean
    TaskHandler<VerifyTask, VerifyTask.Output> noVerification() {
        return new NoOp<>(
                VerifyTask.TYPE,
                VerifyTask.class,
                new VerifyTask.Output(VerifyTask.Verdict.PASSED, "nothing to see", List.of()));
    }
}
