package io.slipway.kit;

import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.slipway.events.Topic;
import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.kit.audit.AuditTrail;
import io.slipway.kit.command.CommandEnvelopes;
import io.slipway.kit.command.CommandGateway;
import io.slipway.kit.edge.EdgeBinding;
import io.slipway.kit.health.AggregateHostHealth;
import io.slipway.kit.health.ViewsHealth;
import io.slipway.kit.host.AggregateHost;
import io.slipway.kit.host.AggregateHosts;
import io.slipway.kit.host.HostRuntime;
import io.slipway.kit.kafka.KafkaSettings;
import io.slipway.kit.kafka.SkippedRecords;
import io.slipway.kit.lag.ConsumerLag;
import io.slipway.kit.topics.ClusterPreparation;
import io.slipway.kit.topics.TopicProvisioner;
import io.slipway.kit.view.ViewReader;
import io.slipway.kit.view.ViewStore;

/**
 * The kit's beans. Each service imports it; in one context they share it. It hosts every {@link AggregateDefinition}
 * bean, and shows the documents of their views topics.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaSettings.class)
public class KitConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    TopicProvisioner topicProvisioner(KafkaSettings settings) {
        return new TopicProvisioner(settings);
    }

    @Bean
    ClusterPreparation clusterPreparation(KafkaSettings settings, TopicProvisioner provisioner) {
        return new ClusterPreparation(settings, provisioner);
    }

    @Bean
    CommandEnvelopes commandEnvelopes(Clock clock) {
        return new CommandEnvelopes(clock);
    }

    @Bean
    AuditTrail auditTrail(KafkaSettings settings, Clock clock) {
        return new AuditTrail(settings, clock);
    }

    @Bean
    SkippedRecords skippedRecords(MeterRegistry meters) {
        return new SkippedRecords(meters);
    }

    @Bean
    CommandGateway commandGateway(
            KafkaSettings settings, ObjectProvider<AggregateDefinition<?, ?, ?>> definitions, SkippedRecords skipped) {
        return new CommandGateway(settings, topics(definitions, AggregateDefinition.Channels::replies), skipped);
    }

    @Bean
    ViewStore viewStore() {
        return new ViewStore();
    }

    @Bean
    ViewReader viewReader(
            KafkaSettings settings,
            ObjectProvider<AggregateDefinition<?, ?, ?>> definitions,
            ViewStore store,
            SkippedRecords skipped) {
        return new ViewReader(settings, topics(definitions, AggregateDefinition.Channels::views), store, skipped);
    }

    @Bean
    HostRuntime hostRuntime(Clock clock, MeterRegistry metrics, ObjectProvider<OpenTelemetry> telemetry) {
        return new HostRuntime(clock, metrics, telemetry.getIfAvailable(OpenTelemetry::noop));
    }

    @Bean
    AggregateHosts aggregateHosts(
            ObjectProvider<AggregateDefinition<?, ?, ?>> definitions, KafkaSettings settings, HostRuntime runtime) {
        return new AggregateHosts(definitions.stream().toList(), settings, runtime);
    }

    @Bean
    ConsumerLag consumerLag(
            KafkaSettings settings, AggregateHosts hosts, ObjectProvider<EdgeBinding> bindings, MeterRegistry meters) {
        Stream<String> groups = Stream.concat(
                hosts.hosts().stream().map(AggregateHost::group),
                bindings.stream().map(EdgeBinding::group));
        return new ConsumerLag(settings, groups.toList(), meters);
    }

    @Bean
    AggregateHostHealth aggregateHostHealthIndicator(AggregateHosts hosts) {
        return new AggregateHostHealth(hosts);
    }

    @Bean
    ViewsHealth viewsHealthIndicator(ViewReader reader) {
        return new ViewsHealth(reader);
    }

    private static List<Topic> topics(
            ObjectProvider<AggregateDefinition<?, ?, ?>> definitions,
            Function<AggregateDefinition.Channels, Topic> which) {
        return definitions.stream().map(AggregateDefinition::topics).map(which).toList();
    }
}
