package io.slipway.benchmarks;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What the broker alone can do: a record goes through a number of hops, each a transaction that reads it, writes the next
 * one and some ballast, and commits the offset. No state, no decision, no timers: the limit of everything that keeps each
 * step on Kafka.
 *
 * @param hops transactions one after the other
 * @param ballast bytes written beside the record at each hop
 */
record BrokerLoop(String bootstrapServers, int hops, int ballast) {
    private static final String HOPS = "benchmark.hops";
    private static final String BALLAST = "benchmark.ballast";
    private static final int PARTITIONS = 6;
    private static final int HEADER = Integer.BYTES + Long.BYTES;

    /** @param perSecond how many start each second; 0 for all at once */
    Deployments.Result run(int count, double perSecond) throws Exception {
        Samples latencies = new Samples();
        AtomicInteger done = new AtomicInteger();
        AtomicBoolean running = new AtomicBoolean(true);
        createTopics();
        CountDownLatch listening = new CountDownLatch(1);
        Thread relay = Thread.ofPlatform().daemon().start(() -> relay(latencies, done, listening, running));
        listening.await();
        long begin = System.nanoTime();
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", (Object) bootstrapServers, "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                long due = perSecond == 0 ? begin : begin + (long) (i * 1e9 / perSecond);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                producer.send(new ProducerRecord<>(HOPS, i % PARTITIONS, null, record(hops, due)));
            }
        }
        while (done.get() < count) {
            Thread.sleep(1);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        running.set(false);
        relay.join();
        return new Deployments.Result(count, count / seconds, latencies, 0);
    }

    private void createTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            if (!admin.listTopics().names().get().contains(HOPS)) {
                admin.createTopics(List.of(
                                new NewTopic(HOPS, PARTITIONS, (short) 1),
                                new NewTopic(BALLAST, PARTITIONS, (short) 1)))
                        .all()
                        .get();
            }
        }
    }

    private void relay(Samples latencies, AtomicInteger done, CountDownLatch listening, AtomicBoolean running) {
        try (var consumer = new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers", bootstrapServers,
                                "group.id", "benchmark",
                                "isolation.level", "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
                var producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "benchmark", "linger.ms", 0),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(HOPS, partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            producer.initTransactions();
            listening.countDown();
            while (running.get()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(10));
                if (!records.isEmpty()) {
                    transaction(producer, records, latencies, done, consumer.groupMetadata());
                }
            }
        }
    }

    private void transaction(
            KafkaProducer<byte[], byte[]> producer,
            ConsumerRecords<byte[], byte[]> records,
            Samples latencies,
            AtomicInteger done,
            ConsumerGroupMetadata group) {
        producer.beginTransaction();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            ByteBuffer value = ByteBuffer.wrap(record.value());
            int left = value.getInt();
            long due = value.getLong();
            if (left == 0) {
                latencies.add(System.nanoTime() - due);
                done.incrementAndGet();
            } else {
                producer.send(new ProducerRecord<>(HOPS, record.partition(), null, record(left - 1, due)));
                producer.send(new ProducerRecord<>(BALLAST, record.partition(), null, new byte[ballast]));
            }
            offsets.put(
                    new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        }
        producer.sendOffsetsToTransaction(offsets, group);
        producer.commitTransaction();
    }

    private static byte[] record(int left, long due) {
        return ByteBuffer.allocate(HEADER).putInt(left).putLong(due).array();
    }
}
