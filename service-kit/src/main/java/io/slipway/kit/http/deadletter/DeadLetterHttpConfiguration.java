package io.slipway.kit.http.deadletter;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.slipway.kit.deadletter.DeadLetterConfiguration;
import io.slipway.kit.deadletter.DeadLetters;

/** Dead letters over HTTP. */
@Configuration(proxyBeanMethods = false)
@Import(DeadLetterConfiguration.class)
public class DeadLetterHttpConfiguration {
    @Bean
    DeadLetterController slipwayDeadLetterController(DeadLetters letters) {
        return new DeadLetterController(letters);
    }
}
