package io.slipway.deploy.http;

import java.time.Clock;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.slipway.deploy.pipeline.PipelineParser;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.http.CommandEndpoint;
import io.slipway.kit.http.openapi.OpenApiConfiguration;
import io.slipway.kit.kafka.KafkaSettings;
import io.slipway.kit.kafka.SkippedRecords;
import io.slipway.kit.view.ViewStore;

/** The HTTP API of the deploy-orchestrator. Needs the kit's {@code HttpConfiguration} beside it. */
@Configuration(proxyBeanMethods = false)
@Import(OpenApiConfiguration.class)
public class DeployHttpConfiguration {
    @Bean
    PipelineParser pipelineParser(Directory directory) {
        return new PipelineParser(directory);
    }

    @Bean
    ApplicationController applicationController(
            PipelineParser parser, CommandEndpoint endpoint, ViewStore store, Clock clock, Directory directory) {
        return new ApplicationController(
                parser, new DeployCommands(endpoint), new DeployViews(store), clock, directory);
    }

    @Bean
    PromotionController promotionController(CommandEndpoint endpoint, ViewStore store) {
        return new PromotionController(new DeployCommands(endpoint), new DeployViews(store));
    }

    @Bean
    LineController lineController(CommandEndpoint endpoint) {
        return new LineController(new DeployCommands(endpoint));
    }

    @Bean
    QuarantineController quarantineController(CommandEndpoint endpoint, ViewStore store) {
        return new QuarantineController(new DeployCommands(endpoint), new DeployViews(store));
    }

    @Bean
    LogController deploymentLogController(KafkaSettings settings, ViewStore store, SkippedRecords skipped) {
        return new LogController(new DeployViews(store), new DeploymentLogs(settings, skipped));
    }

    @Bean
    DeploymentController deploymentController(CommandEndpoint endpoint, ViewStore store) {
        return new DeploymentController(new DeployCommands(endpoint), new DeployViews(store));
    }

    @Bean
    SchemaController schemaController() {
        return new SchemaController();
    }
}
