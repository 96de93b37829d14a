package io.slipway.deploy.build;

import java.nio.file.Path;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.slipway.deploy.artifact.ArtifactStore;
import io.slipway.events.deploy.task.BuildTask;
import io.slipway.kit.task.TaskHandler;

/** The build workers and the artifact store they fill. */
@Configuration(proxyBeanMethods = false)
public class BuildConfiguration {

    @Bean
    ArtifactStore artifactStore(@Value("${slipway.data:.slipway}") Path data) {
        return new ArtifactStore(data.toAbsolutePath().resolve("artifacts"));
    }

    @Bean
    TaskHandler<BuildTask, BuildTask.Output> buildHandler(
            @Value("${slipway.data:.slipway}") Path data, ArtifactStore store) {
        return new BuildHandler(new CommandBuild(data.toAbsolutePath(), store), new PrebuiltIntake(store));
    }
}
