package io.slipway.client;

import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.slipway.events.Topics;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Writes records that are no messages to every partition of the events, ten a second until it is closed. */
final class PoisonedTopic implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread;
    private volatile long written;

    PoisonedTopic(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 100),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        thread = Thread.ofVirtual().start(this::write);
    }

    /** How many the broker has. */
    long written() {
        return written;
    }

    private void write() {
        byte[] poison = "not a message".getBytes(UTF_8);
        try {
            for (int i = 0; ; i++) {
                int partition = i % Topics.DEPLOY_EVENTS.partitions();
                producer.send(new ProducerRecord<>(Topics.DEPLOY_EVENTS.name(), partition, null, poison))
                        .get();
                written++;
            }
        } catch (InterruptedException | InterruptException | ExecutionException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
