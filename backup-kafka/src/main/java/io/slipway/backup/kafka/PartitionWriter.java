package io.slipway.backup.kafka;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;

/** Writes records to a partition, in their order; the first that fails ends it. */
final class PartitionWriter {
    private final Producer<byte[], byte[]> producer;
    private final TopicPartition partition;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private long written;

    PartitionWriter(Producer<byte[], byte[]> producer, TopicPartition partition) {
        this.producer = producer;
        this.partition = partition;
    }

    long written() {
        return written;
    }

    void write(ExportedRecord record) throws IOException {
        check();
        try {
            producer.send(
                    new ProducerRecord<>(
                            partition.topic(),
                            partition.partition(),
                            record.timestamp(),
                            record.key(),
                            record.value(),
                            List.<Header>copyOf(record.headers())),
                    (_, problem) -> {
                        if (problem != null) {
                            failure.compareAndSet(null, problem);
                        }
                    });
        } catch (KafkaException e) {
            throw failed(e);
        }
        written++;
    }

    /** Everything is on the broker afterwards. */
    void finish() throws IOException {
        try {
            producer.flush();
        } catch (KafkaException e) {
            throw failed(e);
        }
        check();
    }

    private void check() throws IOException {
        Exception problem = failure.get();
        if (problem != null) {
            throw failed(problem);
        }
    }

    private IOException failed(Exception problem) {
        if (problem instanceof InterruptException) {
            Thread.currentThread().interrupt();
            return new InterruptedIOException("cancelled while " + partition + " was restored");
        }
        return new IOException("a record could not be written to " + partition + ": " + problem.getMessage(), problem);
    }
}
