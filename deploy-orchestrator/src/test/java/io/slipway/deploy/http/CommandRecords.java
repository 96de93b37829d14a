package io.slipway.deploy.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.slipway.events.Topic;
import io.slipway.events.Topics;

import static org.awaitility.Awaitility.await;

/** The records on the topics of the deploy context as they are on the wire, and what can happen to them there. */
record CommandRecords(String bootstrapServers) {

    /** The command records of a type, in the order of their partitions. */
    List<ConsumerRecord<byte[], byte[]>> ofType(Topic topic, String type) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (new String(record.headers().lastHeader("ce_type").value()).equals(type)) {
                        found.add(record);
                    }
                }
            }
        }
        return found;
    }

    /** Writes a record again, byte by byte what it was. */
    void deliverAgain(ConsumerRecord<byte[], byte[]> record) throws ExecutionException, InterruptedException {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            record.topic(), record.partition(), record.key(), record.value(), record.headers()))
                    .get();
        }
    }

    /** Has the group that reads the commands begin from the start again; its members have to be gone. */
    void forgetHowFarTheCommandsWereRead() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            for (var group : admin.listGroups().all().get()) {
                Map<TopicPartition, OffsetAndMetadata> begin = admin
                        .listConsumerGroupOffsets(group.groupId())
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .keySet()
                        .stream()
                        .filter(partition -> partition.topic().equals(Topics.DEPLOY_COMMANDS.name()))
                        .collect(Collectors.toMap(partition -> partition, partition -> new OffsetAndMetadata(0)));
                if (!begin.isEmpty()) {
                    // Members that keep their place over a restart leave when their session is over.
                    await().atMost(Duration.ofSeconds(60))
                            .ignoreExceptions()
                            .until(() -> admin.alterConsumerGroupOffsets(group.groupId(), begin)
                                            .all()
                                            .get()
                                    == null);
                }
            }
        }
    }
}
