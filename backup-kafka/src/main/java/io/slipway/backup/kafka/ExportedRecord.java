package io.slipway.backup.kafka;

import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record as it is in an export.
 *
 * @param offset in the cluster that it was taken from
 * @param timestamp in milliseconds since 1970
 */
record ExportedRecord(
        long offset, long timestamp, byte @Nullable [] key, byte @Nullable [] value, List<ExportedHeader> headers) {
    record ExportedHeader(String key, byte @Nullable [] value) implements Header {}

    static ExportedRecord of(ConsumerRecord<byte[], byte[]> record) {
        List<ExportedHeader> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(new ExportedHeader(header.key(), header.value())));
        return new ExportedRecord(record.offset(), record.timestamp(), record.key(), record.value(), headers);
    }
}
