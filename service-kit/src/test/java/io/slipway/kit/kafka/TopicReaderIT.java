package io.slipway.kit.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.events.Topics;
import io.slipway.kafka.embedded.EmbeddedKafka;
import io.slipway.kit.topics.TopicProvisioner;

import static org.awaitility.Awaitility.await;

class TopicReaderIT {
    private static final String LATE = Topics.DEPLOY_REPLIES.name();
    private static final String THERE = Topics.DEPLOY_EVENTS.name();

    @TempDir
    Path folder;

    @Test
    void whoStartsBeforeATopicIsThereReadsItAndTheOthersOnceItIs() {
        try (EmbeddedKafka kafka = EmbeddedKafka.startOnFreePorts(folder.resolve("broker"))) {
            KafkaSettings settings = KafkaSettings.of(kafka.bootstrapServers(), "test");
            TopicProvisioner provisioner = new TopicProvisioner(settings);
            provisioner.provision(List.of(Topics.DEPLOY_EVENTS));
            List<String> read = new CopyOnWriteArrayList<>();
            try (TopicReader reader = new TopicReader(
                            "test",
                            settings,
                            List.of(THERE, LATE),
                            StartAt.beginning(),
                            record -> read.add(record.key()));
                    var producer = new KafkaProducer<>(
                            Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                            new StringSerializer(),
                            new StringSerializer())) {
                reader.start();
                producer.send(new ProducerRecord<>(THERE, "first", "x"));
                producer.flush();

                provisioner.provision(List.of(Topics.DEPLOY_REPLIES));
                producer.send(new ProducerRecord<>(LATE, "second", "x"));

                await().atMost(Duration.ofSeconds(60)).until(() -> read.containsAll(List.of("first", "second")));
            }
        }
    }
}
