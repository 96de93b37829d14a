package io.slipway.kit.edge;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.stream.binder.kafka.ListenerContainerWithDlqAndRetryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SimpleKafkaHeaderMapper;
import org.springframework.kafka.support.converter.MessagingMessageConverter;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.kit.kafka.KafkaSettings;

/**
 * Spring Cloud Stream with Kafka in the shape that loses nothing: records one by one as bytes, an offset committed only
 * once its record was processed or is in the dead-letter topic. Needs {@code KitConfiguration} beside it.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EdgeSettings.class)
public class EdgeConfiguration {
    static final String CONVERTER = "slipwayRecordConverter";

    @Bean
    EdgeIntakes edgeIntakes() {
        return new EdgeIntakes();
    }

    @Bean
    ListenerContainerWithDlqAndRetryCustomizer slipwayEdgeContainers(
            KafkaSettings kafka, EdgeSettings settings, Clock clock, MeterRegistry meters, EdgeIntakes intakes) {
        return new EdgeContainers(deadLetterWriter(kafka), settings, clock, meters, intakes);
    }

    @Bean
    EdgeHealth edgeHealthIndicator(EdgeIntakes intakes) {
        return new EdgeHealth(intakes);
    }

    /** Leaves the payload alone, and hands the record itself to {@link EdgeRecords}. */
    @Bean(CONVERTER)
    MessagingMessageConverter slipwayRecordConverter() {
        MessagingMessageConverter converter = new MessagingMessageConverter();
        converter.setRawRecordHeader(true);
        // No record header becomes a message header: CloudEvents attributes would be rewritten on the way.
        converter.setHeaderMapper(new SimpleKafkaHeaderMapper("!*"));
        return converter;
    }

    @Bean
    EdgeCheck slipwayEdgeCheck(Environment environment) {
        return new EdgeCheck(environment);
    }

    @Bean
    CallGuards callGuards(MeterRegistry meters) {
        return new CallGuards(meters);
    }

    private static KafkaTemplate<byte[], byte[]> deadLetterWriter(KafkaSettings kafka) {
        Map<String, Object> config = new HashMap<>(kafka.client("dead-letter-writer"));
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
        return new KafkaTemplate<>(
                new DefaultKafkaProducerFactory<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
    }
}
