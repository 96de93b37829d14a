package io.slipway.kit.topics;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.events.Topic;
import io.slipway.events.Topics;
import io.slipway.kafka.embedded.EmbeddedKafka;
import io.slipway.kit.kafka.KafkaSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClusterIT {
    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;
    private static KafkaSettings settings;

    @BeforeAll
    static void startTheBroker() {
        kafka = EmbeddedKafka.startOnFreePorts(folder.resolve("broker"));
        settings = KafkaSettings.of(kafka.bootstrapServers(), "test");
    }

    @AfterAll
    static void stopTheBroker() {
        kafka.close();
    }

    @Test
    void theCatalogueIsThereAfterThePreparationAndAgainAfterTheNext() throws Exception {
        for (int start = 0; start < 2; start++) {
            new ClusterPreparation(settings, new TopicProvisioner(settings)).start();
        }

        try (Admin admin = Admin.create(settings.client("test"))) {
            assertThat(admin.listTopics().names().get())
                    .containsAll(
                            Topics.withDeadLetters().stream().map(Topic::name).toList());
            ConfigResource views = new ConfigResource(ConfigResource.Type.TOPIC, Topics.DEPLOY_VIEWS.name());
            assertThat(admin.describeConfigs(List.of(views))
                            .all()
                            .get()
                            .get(views)
                            .get("cleanup.policy")
                            .value())
                    .isEqualTo("compact");
        }
    }

    @Test
    void aTopicWithAnotherNumberOfPartitionsIsRefused() {
        provision(topic("partitions", 3, Topic.Cleanup.DELETE));

        assertThatThrownBy(() -> provision(topic("partitions", 6, Topic.Cleanup.DELETE)))
                .isInstanceOf(TopicMismatchException.class)
                .hasMessageContainingAll("partitions", "has 3", "expected 6");
    }

    @Test
    void aTopicThatForgetsInAnotherWayIsRefused() {
        provision(topic("cleanup", 1, Topic.Cleanup.DELETE));

        assertThatThrownBy(() -> provision(topic("cleanup", 1, Topic.Cleanup.COMPACT)))
                .isInstanceOf(TopicMismatchException.class)
                .hasMessageContainingAll("cleanup", "delete", "expected compact");
    }

    @Test
    void aClusterThatCannotHoldTheCopiesIsRefused() {
        KafkaSettings three = new KafkaSettings(kafka.bootstrapServers(), (short) 3, "test", Map.of());

        assertThatThrownBy(
                        () -> new TopicProvisioner(three).provision(List.of(topic("copies", 1, Topic.Cleanup.DELETE))))
                .isInstanceOf(ClusterUnfitException.class)
                .hasMessageContaining("copies");
    }

    private static void provision(Topic topic) {
        new TopicProvisioner(settings).provision(List.of(topic));
    }

    private static Topic topic(String name, int partitions, Topic.Cleanup cleanup) {
        return new Topic("test." + name, partitions, cleanup, Duration.ofDays(1), 1024 * 1024, "for a test");
    }
}
