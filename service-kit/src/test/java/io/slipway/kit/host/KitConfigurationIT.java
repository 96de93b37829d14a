package io.slipway.kit.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.slipway.events.CommandReply;
import io.slipway.events.Topics;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.kafka.embedded.EmbeddedKafka;
import io.slipway.kit.KitConfiguration;
import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.kit.command.CommandEnvelopes;
import io.slipway.kit.command.CommandGateway;
import io.slipway.kit.view.ViewStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class KitConfigurationIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Configuration(proxyBeanMethods = false)
    @Import(KitConfiguration.class)
    static class OneService {
        @Bean
        AggregateDefinition<Tally, DeployCommand, Tally.TallyEvent> tallyDefinition() {
            return Tally.definition();
        }

        @Bean
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(KitConfiguration.class)
    static class AnotherService {}

    @Test
    void servicesInOneContextShareTheKitAndACommandGoesThroughAllOfIt(@TempDir Path folder) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.startOnFreePorts(folder.resolve("broker"));
                ConfigurableApplicationContext context = new SpringApplicationBuilder(
                                OneService.class, AnotherService.class)
                        .web(WebApplicationType.NONE)
                        .properties(
                                "slipway.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                                "logging.level.root=WARN",
                                "spring.main.banner-mode=off")
                        .run()) {
            CommandReply reply = context.getBean(CommandGateway.class)
                    .submit(
                            Topics.DEPLOY_COMMANDS,
                            Topics.DEPLOY_REPLIES,
                            "app",
                            context.getBean(CommandEnvelopes.class)
                                    .of(
                                            null,
                                            "/test",
                                            "app",
                                            "ada",
                                            null,
                                            new DeployCommand.Start("app", null, "1.0", null, Map.of(), null)))
                    .reply()
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);

            assertThat(reply.accepted()).isTrue();
            assertThat(context.getBean(ViewStore.class)
                            .awaitRevision(ApplicationView.key("app"), reply.revision(), LIMIT))
                    .isTrue();
            Map<String, HealthIndicator> health = context.getBeansOfType(HealthIndicator.class);
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(health.values())
                            .hasSize(2)
                            .allSatisfy(indicator ->
                                    assertThat(indicator.health().getStatus()).isEqualTo(Status.UP)));
            MeterRegistry metrics = context.getBean(MeterRegistry.class);
            assertThat(metrics.get("slipway.commands")
                            .tag("context", "tally")
                            .tag("outcome", "accepted")
                            .counter()
                            .count())
                    .isEqualTo(1);
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(metrics.find("kafka.consumer.fetch.manager.records.lag.max")
                                    .meters())
                            .as("consumer lag")
                            .isNotEmpty());
        }
    }
}
