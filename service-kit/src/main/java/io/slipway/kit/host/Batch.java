package io.slipway.kit.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** All that one transaction writes beside the offsets, in order. */
final class Batch {
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Map<String, ProducerRecord<byte[], byte[]>> documents = new LinkedHashMap<>();

    /** Of a document only the newest version is written: nobody could see the others. */
    void add(Outgoing outgoing) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(outgoing.topic(), null, outgoing.key(), outgoing.value(), outgoing.headers());
        if (outgoing.document() != null) {
            documents.put(outgoing.document(), record);
        } else {
            records.add(record);
        }
    }

    /** State goes to the partition of its commands, not to where its key would go by itself. */
    void add(String topic, int partition, byte[] key, byte @Nullable [] value) {
        records.add(new ProducerRecord<>(topic, partition, key, value));
    }

    List<ProducerRecord<byte[], byte[]>> records() {
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>(records);
        all.addAll(documents.values());
        return all;
    }

    boolean isEmpty() {
        return records.isEmpty() && documents.isEmpty();
    }
}
