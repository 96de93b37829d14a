package io.slipway.kit.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

import io.slipway.kit.kafka.KafkaSettings;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Sends dead letters back and notes that it did. Its producer lives from the first replay on. */
final class DeadLetterReplayer implements AutoCloseable {
    private final KafkaSettings settings;
    private final InstantSource clock;
    private @Nullable Producer<byte[], byte[]> producer;

    DeadLetterReplayer(KafkaSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    RecordMetadata send(DeadLetter letter, ConsumerRecord<byte[], byte[]> record) {
        Headers headers = new RecordHeaders();
        for (Header header : record.headers()) {
            if (!header.key().startsWith(DeadLetterHeaders.PREFIX)
                    && !header.key().equals(DeadLetterHeaders.REPLAY_OF)) {
                headers.add(header);
            }
        }
        headers.add(DeadLetterHeaders.REPLAY_OF, letter.id().getBytes(UTF_8));
        return await(new ProducerRecord<>(letter.topic(), null, record.key(), record.value(), headers));
    }

    DeadLetter.Replayed note(DeadLetterId id, String actor) {
        Instant now = clock.instant();
        Headers headers = new RecordHeaders();
        headers.add(DeadLetterHeaders.REPLAYED, id.place().getBytes(UTF_8));
        headers.add(DeadLetterHeaders.REPLAYED_BY, actor.getBytes(UTF_8));
        headers.add(io.slipway.kit.kafka.RecordHeaders.DLT_AT, now.toString().getBytes(UTF_8));
        String topic = id.partition().topic();
        await(new ProducerRecord<>(topic, id.partition().partition(), null, null, null, headers));
        return new DeadLetter.Replayed(now, actor);
    }

    private RecordMetadata await(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer().send(record).get();
        } catch (ExecutionException e) {
            throw new KafkaException("cannot write to " + record.topic(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while writing to " + record.topic(), e);
        }
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            Map<String, Object> config = settings.client("dead-letter-replay");
            config.put(ProducerConfig.ACKS_CONFIG, "all");
            config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
            config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
            config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
            producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
            producer = null;
        }
    }
}
