package io.slipway.deploy;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

import io.slipway.deploy.build.BuildConfiguration;

/** The deploy-orchestrator as a service of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({DeployOrchestratorConfiguration.class, BuildConfiguration.class, RolloutConfiguration.class})
public class DeployOrchestratorApplication {
    public static void main(String[] args) {
        SpringApplication.run(DeployOrchestratorApplication.class, args);
    }
}
