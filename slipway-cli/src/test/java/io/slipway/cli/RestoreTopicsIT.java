package io.slipway.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.backup.content.ChunkedContentSaver;
import io.slipway.backup.kafka.KafkaExport;
import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.repository.Upload;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.storage.LocalStorage;
import io.slipway.backup.tree.VirtualTree;
import io.slipway.cli.fake.SampleRepository;
import io.slipway.events.Topic;
import io.slipway.kafka.embedded.EmbeddedKafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The cluster is gone; what is left is a repository and its passphrase. */
class RestoreTopicsIT {
    private static final Topic TOPIC =
            new Topic("lost.events", 2, Topic.Cleanup.DELETE, Duration.ofDays(7), 1 << 20, "events");

    @TempDir
    Path home;

    private SampleRepository repository;

    @Test
    void bringsTopicsBackIntoAnEmptyCluster() throws Exception {
        repository = new SampleRepository(home);
        String files = repository.snapshot(Instant.now(), "uploads", Map.of("cat.png", "meow"));
        try (EmbeddedKafka kafka = EmbeddedKafka.startOnFreePorts(home.resolve("kafka"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic(TOPIC.name(), 2, (short) 1).configs(Map.of("retention.ms", "604800000"))))
                    .all()
                    .get();
            produce(kafka);
            String id = export(kafka);
            assertThat(restore(id, kafka).err()).contains("not empty", "lost.events-1");

            admin.deleteTopics(List.of(TOPIC.name())).all().get();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !admin.listTopics().names().get().contains(TOPIC.name()));
            assertThat(restore(id, kafka, "--dry-run").err()).contains("would restore 1 records of 1 topics");
            TypedCommand restored = restore(id, kafka);

            assertThat(restored.status()).as(restored.err()).isZero();
            assertThat(restored.err()).contains("restored 1 records of 1 topics");
            TopicPartition partition = new TopicPartition(TOPIC.name(), 1);
            assertThat(admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                            .partitionResult(partition)
                            .get()
                            .offset())
                    .isEqualTo(1);
            assertThat(restore(files, kafka).err()).contains("holds no topics");
            assertThat(restore(id, kafka, "--overwrite", "-y").err()).contains("empty cluster");
        }
    }

    private static void produce(EmbeddedKafka kafka) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC.name(), 1, "crm", "event")).get();
        }
    }

    private String export(EmbeddedKafka kafka) throws Exception {
        try (ResticRepository opened = ResticRepository.open(
                        new LocalStorage(repository.folder()), SampleRepository.PASSPHRASE.toCharArray());
                Upload upload = opened.upload()) {
            VirtualTree tree = new VirtualTree();
            new KafkaExport(
                            Map.of("bootstrap.servers", kafka.bootstrapServers()),
                            List.of(TOPIC),
                            InstantSource.system())
                    .export(ChunkedContentSaver.of(opened, upload), tree, "kafka", (_, _, _, _) -> {});
            return upload.finish(new Snapshot(
                            OffsetDateTime.now(),
                            null,
                            tree.save(upload),
                            List.of("/kafka"),
                            "slipway",
                            "slipway",
                            0,
                            0,
                            List.of(),
                            List.of("kind=kafka"),
                            null,
                            "slipway 0.1.0",
                            null))
                    .id()
                    .toString();
        }
    }

    private TypedCommand restore(String id, EmbeddedKafka kafka, String... more) {
        String[] line = new String[more.length + 9];
        List<String> words = List.of(
                "backup",
                "restore",
                id,
                "--to-kafka",
                kafka.bootstrapServers(),
                "--repository",
                repository.folder().toString(),
                "--passphrase-file",
                repository.passphrase().toString());
        words.toArray(line);
        System.arraycopy(more, 0, line, words.size(), more.length);
        return TypedCommand.plain(false, line);
    }
}
