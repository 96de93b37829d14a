package io.slipway.kit.host;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads partitions of the state topic whole. */
final class StateReader {
    private static final Logger LOG = LoggerFactory.getLogger(StateReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long LIMIT_SECONDS = 30;

    private final HostClients clients;
    private final String topic;
    private final BooleanSupplier givingUp;

    /** @param givingUp whether the host closes meanwhile */
    StateReader(HostClients clients, String topic, BooleanSupplier givingUp) {
        this.clients = clients;
        this.topic = topic;
        this.givingUp = givingUp;
    }

    /**
     * What was committed before this call, by partition number. Whoever wrote last may have died inside a transaction:
     * then this waits until the broker has ended it.
     *
     * @throws WakeupException when the host closes
     */
    Map<Integer, PartitionStore> read(Collection<Integer> numbers) {
        Map<TopicPartition, PartitionStore> stores = numbers.stream()
                .collect(Collectors.toMap(number -> new TopicPartition(topic, number), number -> new PartitionStore()));
        long begin = System.nanoTime();
        long records = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = clients.state()) {
            Map<TopicPartition, Long> left = ends(stores.keySet());
            consumer.assign(stores.keySet());
            consumer.seekToBeginning(stores.keySet());
            left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            while (!left.isEmpty()) {
                if (givingUp.getAsBoolean()) {
                    throw new WakeupException();
                }
                var polled = consumer.poll(POLL);
                polled.forEach(record -> stores.get(new TopicPartition(topic, record.partition()))
                        .restore(new String(record.key(), UTF_8), record.value()));
                records += polled.count();
                left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            }
        }
        LOG.info(
                "read {} records of {} {} in {} ms",
                records,
                topic,
                numbers,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
        Map<Integer, PartitionStore> byNumber = new HashMap<>();
        stores.forEach((partition, store) -> byNumber.put(partition.partition(), store));
        return byNumber;
    }

    /** Ends that count what is not decided yet: the end of what is committed may still lag behind what was. */
    private Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        try (Admin admin = Admin.create(clients.settings().client(clients.group() + "-ends"))) {
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(
                            partitions.stream()
                                    .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest())),
                            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .all()
                    .get(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WakeupException();
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the ends of " + topic + " cannot be had", e);
        }
    }
}
