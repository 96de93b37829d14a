package io.slipway.kit.worker;

import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.slipway.events.Topic;
import io.slipway.kit.command.CommandGateway;
import io.slipway.kit.edge.EdgeBinding;
import io.slipway.kit.edge.EdgeConfiguration;
import io.slipway.kit.edge.EdgeIntakes;
import io.slipway.kit.kafka.KafkaSettings;

/**
 * Makes a worker of every {@link WorkerDefinition} bean. Needs {@code KitConfiguration} beside it, for the clock, the
 * settings and the command gateway.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkerSettings.class)
@Import(EdgeConfiguration.class)
public class WorkerConfiguration {

    /** The binding that feeds a worker's function bean from its tasks topic. */
    public static EdgeBinding binding(String function, String worker, Topic tasks) {
        return EdgeBinding.consumer(function, tasks, "slipway-" + worker + "-workers")
                // One at a time: the intake is paused when the last room is taken, with nothing at hand.
                .withConsumer("max.poll.records", "1");
    }

    @Bean(destroyMethod = "close")
    KafkaReports taskReports(CommandGateway gateway, KafkaSettings settings) {
        return new KafkaReports(gateway, settings);
    }

    @Bean(destroyMethod = "close")
    Workers workers(
            ObjectProvider<WorkerDefinition> definitions,
            WorkerSettings settings,
            KafkaSettings kafka,
            KafkaReports reports,
            Clock clock,
            EdgeIntakes intakes,
            ObjectProvider<OpenTelemetry> telemetry,
            MeterRegistry meters) {
        VirtualTimer timer = new VirtualTimer("worker");
        TaskSpans spans =
                new TaskSpans(telemetry.getIfAvailable(OpenTelemetry::noop).getTracer("io.slipway.kit.worker"));
        Worker.Surroundings around =
                new Worker.Surroundings(settings, reports, timer, clock, spans, new WorkerMetrics(meters));
        return new Workers(
                definitions.stream()
                        .collect(Collectors.toMap(
                                WorkerDefinition::name,
                                definition -> new Worker(
                                        definition,
                                        author(definition, kafka, clock),
                                        intake(definition, intakes),
                                        around))),
                timer);
    }

    private static Intake intake(WorkerDefinition definition, EdgeIntakes intakes) {
        return new Intake() {
            @Override
            public void pause() {
                intakes.pause(definition.tasks(), definition.group());
            }

            @Override
            public void resume() {
                intakes.resume(definition.tasks(), definition.group());
            }
        };
    }

    private static ReportWriter.Author author(WorkerDefinition definition, KafkaSettings kafka, Clock clock) {
        return new ReportWriter.Author(
                kafka.instanceId() + "/" + definition.name(),
                URI.create("/slipway/worker/" + definition.name()),
                clock,
                () -> UUID.randomUUID().toString());
    }
}
