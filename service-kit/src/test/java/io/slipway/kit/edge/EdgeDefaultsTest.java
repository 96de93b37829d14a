package io.slipway.kit.edge;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class EdgeDefaultsTest {

    @Test
    void settingsOfEveryKafkaClientAreThoseOfTheBindersClientsToo() {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("slipway.kafka.properties[security.protocol]", "SASL_SSL")
                .withProperty("slipway.kafka.properties.sasl.mechanism", "PLAIN");

        EdgeDefaults.add(environment, "orders", Map.of());

        String binder = "spring.cloud.stream.kafka.binder.configuration";
        assertThat(environment.getProperty(binder + "[security.protocol]")).isEqualTo("SASL_SSL");
        assertThat(environment.getProperty(binder + "[sasl.mechanism]")).isEqualTo("PLAIN");
    }
}
