package io.slipway.standalone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import io.slipway.events.Envelope;
import io.slipway.events.Message;
import io.slipway.events.Topics;
import io.slipway.events.json.CloudEventCodec;

/** Every CloudEvent committed on the deploy context's event topic, per partition in order. */
final class EventLog {
    private EventLog() {}

    static List<Envelope<Message>> read(String bootstrapServers) {
        List<Envelope<Message>> events = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.DEPLOY_EVENTS.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.headers().lastHeader("ce_specversion") != null) {
                        events.add(CloudEventCodec.decode(record.headers(), record.value()));
                    }
                }
            }
        }
        return events;
    }
}
