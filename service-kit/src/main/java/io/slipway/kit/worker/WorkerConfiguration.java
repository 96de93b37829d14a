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
                // The intake waits until there is room for another task, and a task may take its time.
                .withConsumer("max.poll.interval.ms", "3600000")
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
                                definition -> new Worker(definition, author(definition, kafka, clock), around))),
                timer);
    }

    private static ReportWriter.Author author(WorkerDefinition definition, KafkaSettings kafka, Clock clock) {
        return new ReportWriter.Author(
                kafka.instanceId() + "/" + definition.name(),
                URI.create("/slipway/worker/" + definition.name()),
                clock,
                () -> UUID.randomUUID().toString());
    }
}
