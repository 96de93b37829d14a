package io.slipway.kit.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

import io.slipway.events.Topics;
import io.slipway.kit.host.PartitionStore.Kind;

/** A partition of the tally without Kafka: commands go in, and what would be written is looked at by topic. */
final class PartitionDriver {
    private final HostRuntime runtime;
    private final PartitionStore store = new PartitionStore();
    private final CommandPartition<Tally, ?, ?> partition;
    private final List<ProducerRecord<byte[], byte[]>> written = new ArrayList<>();
    private long offset;

    PartitionDriver(HostRuntime runtime) {
        this.runtime = runtime;
        HostMetrics metrics = new HostMetrics(runtime.metrics(), "tally");
        this.partition = new CommandPartition<>(0, store, Tally.definition(), runtime, metrics);
    }

    void send(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        send(key, value, headers, runtime.clock().millis());
    }

    /** @param timestamp when the command was sent, in ms */
    void send(byte @Nullable [] key, byte @Nullable [] value, Headers headers, long timestamp) {
        take(Topics.DEPLOY_COMMANDS.name(), key, value, headers, timestamp);
    }

    /** An event of another context. */
    void happen(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        take(Topics.ALERTS.name(), key, value, headers, runtime.clock().millis());
    }

    private void take(String topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers, long timestamp) {
        Batch batch = new Batch();
        partition.take(
                new ConsumerRecord<>(
                        topic,
                        0,
                        offset++,
                        timestamp,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        key,
                        value,
                        headers,
                        Optional.empty()),
                batch);
        keep(batch);
    }

    void passTime() {
        Batch batch = new Batch();
        partition.passTime(batch);
        keep(batch);
    }

    /** The records of a topic since the last time it was looked at. */
    List<ProducerRecord<byte[], byte[]>> read(String topic) {
        List<ProducerRecord<byte[], byte[]>> records =
                written.stream().filter(record -> record.topic().equals(topic)).toList();
        written.removeAll(records);
        return records;
    }

    byte @Nullable [] state(String key) {
        return store.get(Kind.AGGREGATE, key);
    }

    byte @Nullable [] answer(String commandId) {
        return store.get(Kind.ANSWER, commandId);
    }

    private void keep(Batch batch) {
        partition.writeState(batch);
        written.addAll(batch.records());
    }
}
