package io.slipway.kit.http.events;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.kit.command.CommandGateway;
import io.slipway.kit.http.CommandScreen;
import io.slipway.kit.kafka.KafkaSettings;
import io.slipway.kit.kafka.SkippedRecords;

/** The event stream and the event intake over HTTP. Needs the kit's {@code HttpConfiguration} beside it. */
@Configuration(proxyBeanMethods = false)
public class EventsHttpConfiguration {
    @Bean
    EventTail slipwayEventTail(KafkaSettings settings, MeterRegistry meters, SkippedRecords skipped) {
        return new EventTail(settings, meters, skipped);
    }

    @Bean
    IntakeProducer slipwayIntakeProducer(KafkaSettings settings) {
        return new IntakeProducer(settings);
    }

    @Bean
    EventController slipwayEventController(
            EventTail tail,
            KafkaSettings settings,
            IntakeProducer producer,
            ObjectProvider<AggregateDefinition<?, ?, ?>> definitions,
            CommandGateway gateway,
            ObjectProvider<CommandScreen> screens) {
        CommandRoutes routes = new CommandRoutes(
                definitions.stream().toList(), gateway, screens.stream().toList());
        return new EventController(tail, settings, new EventIntake(producer, routes));
    }
}
