package io.slipway.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.deploy.StepEvent;
import io.slipway.events.json.Json;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.events.kafka.EnvelopeSerializer;

/** From an event that is published on Kafka to the line in which a client of server-sent events reads it. */
record SseDelivery(Server server) {
    private static final String APPLICATION = "sse";

    /** Publishes for some seconds at a rate. */
    Samples run(int perSecond, int seconds) throws Exception {
        int count = perSecond * seconds;
        Samples latencies = new Samples();
        CountDownLatch open = new CountDownLatch(1);
        AtomicInteger received = new AtomicInteger();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> stream = http.send(
                    HttpRequest.newBuilder(server.uri("/api/v1/events?application=" + APPLICATION))
                            .header("Accept", "text/event-stream")
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            Thread reader = Thread.ofPlatform().daemon().start(() -> read(stream.body(), open, received, latencies));
            open.await(10, TimeUnit.SECONDS);
            publish(count, perSecond);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (received.get() < count && System.nanoTime() < end) {
                Thread.sleep(5);
            }
            stream.body().close();
            reader.join();
        }
        if (received.get() < count) {
            throw new IllegalStateException("only " + received.get() + " of " + count + " events arrived");
        }
        return latencies;
    }

    private void publish(int count, int perSecond) {
        try (var producer = new KafkaProducer<String, Envelope<?>>(
                Map.of("bootstrap.servers", server.bootstrapServers(), "linger.ms", 0),
                new StringSerializer(),
                new EnvelopeSerializer())) {
            long begin = System.nanoTime();
            for (int i = 0; i < count; i++) {
                long due = begin + (long) (i * 1e9 / perSecond);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                producer.send(new ProducerRecord<>(Topics.DEPLOY_EVENTS.name(), APPLICATION, event(due)));
            }
        }
    }

    /** Both ends are in this JVM, so its own clock of nanoseconds is good for both. */
    private static Envelope<?> event(long due) {
        var data = new StepEvent.Skipped(APPLICATION, "none", "sse-none-1", "step", Long.toString(due));
        return new Envelope<>(
                Long.toString(due),
                URI.create("/benchmark"),
                MessageCatalogue.typeOf(data.getClass()),
                "sse-none-1",
                Instant.now(),
                "benchmark",
                null,
                "benchmark",
                null,
                data);
    }

    private static void read(InputStream body, CountDownLatch open, AtomicInteger received, Samples latencies) {
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                open.countDown();
                if (line.startsWith("data:")) {
                    long now = System.nanoTime();
                    latencies.add(now
                            - Json.mapper()
                                    .readTree(line.substring(5))
                                    .path("id")
                                    .asLong());
                    received.incrementAndGet();
                }
            }
        } catch (IOException e) {
            // Closed by the other end of this class.
        }
    }
}
