package io.slipway.backup.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** A partition up to an offset, as the bytes of its file; read from Kafka as it is read from here. */
final class PartitionStream extends InputStream {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final long end;
    private final Map<Long, Long> recordsBefore = new TreeMap<>();
    private final Queue<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();
    private final MessageDigest digest;
    private byte[] current = RecordFormat.magic();
    private int at;
    private long records;
    private long bytes;
    private boolean ended;

    /** @param places offsets of which it is to be counted how many records are before them */
    PartitionStream(Consumer<byte[], byte[]> consumer, TopicPartition partition, long end, Iterable<Long> places) {
        this.consumer = consumer;
        this.partition = partition;
        this.end = end;
        places.forEach(place -> recordsBefore.put(place, 0L));
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (at == current.length && !next()) {
            return -1;
        }
        int count = Math.min(length, current.length - at);
        System.arraycopy(current, at, buffer, offset, count);
        digest.update(current, at, count);
        at += count;
        bytes += count;
        return count;
    }

    private boolean next() throws IOException {
        if (ended) {
            return false;
        }
        at = 0;
        try {
            fetch();
        } catch (InterruptException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("cancelled while " + partition + " was exported");
        } catch (KafkaException e) {
            throw new IOException(partition + " could not be read: " + e.getMessage(), e);
        }
        if (fetched.isEmpty()) {
            ended = true;
            current = RecordFormat.end(records);
        } else {
            ConsumerRecord<byte[], byte[]> record = fetched.remove();
            recordsBefore.replaceAll((place, before) -> record.offset() < place ? before + 1 : before);
            records++;
            current = RecordFormat.encode(ExportedRecord.of(record));
        }
        return true;
    }

    /** Until there are records before the end, or the end is reached; what is compacted or aborted is passed over. */
    private void fetch() throws IOException {
        long deadline = System.nanoTime() + SILENCE.toNanos();
        while (fetched.isEmpty() && end > 0 && consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end) {
                    fetched.add(record);
                }
            }
            if (System.nanoTime() > deadline && fetched.isEmpty()) {
                throw new IOException(partition + " gave nothing for " + SILENCE.toSeconds() + " s at offset "
                        + consumer.position(partition) + ", and was to be read up to " + end);
            }
        }
    }

    /** After the end: what was in it. */
    KafkaManifest.PartitionContent content(String file) {
        return new KafkaManifest.PartitionContent(
                partition.partition(), file, end, records, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    /** After the end: how many records are before an offset that was asked about. */
    long recordsBefore(long place) {
        return recordsBefore.getOrDefault(place, records);
    }
}
