package io.slipway.kit.edge;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

import io.slipway.events.json.UndecodableException;
import io.slipway.events.task.TaskReport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EdgeRecordsTest {

    @Test
    void aMessageOfOursIsDecodedFromTheRecordItself() {
        Message<byte[]> message = message(EdgeEvents.headers(), EdgeEvents.value());
        assertThat(EdgeRecords.decode(message).data()).isInstanceOf(TaskReport.Started.class);
        assertThat(EdgeRecords.decodeKnown(message)).contains(EdgeRecords.decode(message));
        assertThat(EdgeRecords.attributes(message).id()).isEqualTo("id-1");
    }

    @Test
    void aTypeOfANewerVersionCanBeSkipped() {
        Headers headers = EdgeEvents.headers();
        headers.remove("ce_type");
        headers.add("ce_type", "io.slipway.task.dreamt.v9".getBytes(StandardCharsets.UTF_8));
        Message<byte[]> message = message(headers, EdgeEvents.value());
        assertThat(EdgeRecords.decodeKnown(message)).isEmpty();
        assertThatThrownBy(() -> EdgeRecords.decode(message)).isInstanceOf(UndecodableException.UnknownType.class);
    }

    @Test
    void garbageIsNotSkipped() {
        Message<byte[]> message = message(EdgeEvents.headers(), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> EdgeRecords.decodeKnown(message)).isInstanceOf(UndecodableException.class);
    }

    @Test
    void aMessageThatCameAnotherWayIsAFaultOfTheConfiguration() {
        Message<byte[]> message = MessageBuilder.withPayload(EdgeEvents.value()).build();
        assertThatThrownBy(() -> EdgeRecords.decode(message)).isInstanceOf(IllegalStateException.class);
    }

    private static Message<byte[]> message(Headers headers, byte[] value) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "topic",
                0,
                0L,
                0L,
                TimestampType.CREATE_TIME,
                0,
                value.length,
                new byte[0],
                value,
                headers,
                Optional.empty());
        return MessageBuilder.withPayload(value)
                .setHeader(KafkaHeaders.RAW_DATA, record)
                .build();
    }
}
