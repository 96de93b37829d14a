package io.slipway.kit.http.events;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import io.slipway.kit.kafka.KafkaSettings;

/** Writes to the intake topic; connects when it is first needed. */
final class IntakeProducer implements AutoCloseable {
    private final KafkaSettings settings;
    private @Nullable Producer<String, byte[]> producer;

    IntakeProducer(KafkaSettings settings) {
        this.settings = settings;
    }

    Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
        return connected().send(record);
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
        }
    }

    private synchronized Producer<String, byte[]> connected() {
        if (producer == null) {
            Map<String, Object> config = settings.client("intake");
            config.put(ProducerConfig.ACKS_CONFIG, "all");
            config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
            config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
            config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
            producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }
}
