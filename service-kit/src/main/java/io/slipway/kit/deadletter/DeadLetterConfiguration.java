package io.slipway.kit.deadletter;

import java.time.Clock;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.slipway.kit.kafka.KafkaSettings;

/** The bean {@link DeadLetters}. Needs {@code KitConfiguration} for the settings and the clock. */
@Configuration(proxyBeanMethods = false)
public class DeadLetterConfiguration {

    @Bean
    DeadLetters deadLetters(KafkaSettings settings, Clock clock) {
        return new DeadLetters(settings, clock);
    }
}
