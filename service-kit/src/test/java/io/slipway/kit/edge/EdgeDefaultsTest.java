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

    /** A setting of one binding wins over the one for all of them. */
    @Test
    void eachBindingSaysItselfThatItsRecordsComeOneByOneAndAreTriedByTheContainer() {
        MockEnvironment environment = new MockEnvironment();

        EdgeDefaults.add(
                environment,
                "orders",
                EdgeBinding.consumer("orders", EdgeApplication.PASSING, "group").properties());

        String consumer = "spring.cloud.stream.bindings.orders-in-0.consumer.";
        assertThat(environment.getProperty(consumer + "batch-mode")).isEqualTo("false");
        assertThat(environment.getProperty(consumer + "max-attempts")).isEqualTo("3");
    }
}
