package io.slipway.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import io.slipway.events.Topic;
import io.slipway.events.Topics;
import io.slipway.events.deploy.ApplicationEvent;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.events.notification.DeliveryEvent;
import io.slipway.kit.kafka.RecordHeaders;

/** Sees what becomes of deployments as any reader of committed events does. */
final class Outcomes implements AutoCloseable {
    private static final String APPLIED = MessageCatalogue.typeOf(ApplicationEvent.Applied.class);
    private static final String DELIVERED = MessageCatalogue.typeOf(DeliveryEvent.Delivered.class);

    private final Map<String, Long> begun = new ConcurrentHashMap<>();
    private final Set<String> notified = ConcurrentHashMap.newKeySet();
    private final AtomicInteger declared = new AtomicInteger();
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicLong lastNotified = new AtomicLong();
    private final Thread reader;
    private volatile Samples latencies = new Samples();
    private volatile boolean running = true;

    Outcomes(String bootstrapServers) {
        reader = Thread.ofPlatform().daemon().name("outcomes").start(() -> read(bootstrapServers));
    }

    void reset() {
        begun.clear();
        notified.clear();
        events.set(0);
        latencies = new Samples();
    }

    /** @param due {@link System#nanoTime()} at which it was to start */
    void begun(String application, long due) {
        begun.put(application, due);
    }

    void awaitDeclared(int count, Duration limit) throws InterruptedException {
        await(declared::get, count, limit, "applications declared");
    }

    void awaitNotified(int count, Duration limit) throws InterruptedException {
        await(notified::size, count, limit, "deployments done");
    }

    long lastNotified() {
        return lastNotified.get();
    }

    Samples latencies() {
        return latencies;
    }

    int events() {
        return events.get();
    }

    @Override
    public void close() {
        running = false;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(IntSupplier have, int wanted, Duration limit, String what) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (have.getAsInt() < wanted) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "only " + have.getAsInt() + " of " + wanted + " " + what + " after " + limit);
            }
            Thread.sleep(5);
        }
    }

    private void read(String bootstrapServers) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(Topics.DEPLOY_EVENTS, Topics.NOTIFICATIONS).stream()
                    .map(Topic::name)
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (running) {
                consumer.poll(Duration.ofMillis(100)).forEach(this::seen);
            }
        }
    }

    /** Key and type say enough; reading the data would cost what is measured some of its time. */
    private void seen(ConsumerRecord<String, byte[]> record) {
        String type = RecordHeaders.get(record.headers(), "ce_type");
        if (APPLIED.equals(type)) {
            declared.incrementAndGet();
        } else if (DELIVERED.equals(type)) {
            done(record.key());
        } else if (record.topic().equals(Topics.DEPLOY_EVENTS.name())) {
            events.incrementAndGet();
        }
    }

    private void done(String application) {
        Long due = begun.get(application);
        if (due != null && notified.add(application)) {
            long now = System.nanoTime();
            latencies.add(now - due);
            lastNotified.set(now);
        }
    }
}
