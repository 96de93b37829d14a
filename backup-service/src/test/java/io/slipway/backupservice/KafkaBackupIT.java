package io.slipway.backupservice;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.kafka.embedded.EmbeddedKafka;

import tools.jackson.databind.JsonNode;

import static io.slipway.backupservice.RunningBackupService.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The service's own topics, backed up and drilled in a second cluster, which is empty again afterwards. */
class KafkaBackupIT {
    private static final String API = "/api/v1/backups/itself";

    @TempDir
    static Path folder;

    private static RunningBackupService service;
    private static EmbeddedKafka scratch;

    @BeforeAll
    static void start() {
        scratch = EmbeddedKafka.startOnFreePorts(folder.resolve("second"));
        service = RunningBackupService.start(folder);
        service.secret("PASSPHRASE", "correct horse battery staple");
        service.secret("SCRATCH", scratch.bootstrapServers());
        service.secret("OWN", service.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        service.close();
        scratch.close();
    }

    private static void apply(String drill) {
        body(service.put(API, """
                        metadata: {name: itself}
                        spec:
                          backups:
                            - name: nightly
                              environment: live
                              repository: {location: %s, passphrase: PASSPHRASE}
                              sources: [{name: slipway, type: kafka, topics: ["slipway.backup.*"]}]
                              schedule: {cron: "0 3 1 1 *"}
                              objectives: {rpo: 1h, rto: 10m}
                              drill: %s
                        """.formatted(folder.resolve("repository"), drill)), 202);
    }

    private static JsonNode drill() {
        return service.ended("itself", "/policies/nightly/drill", Map.of());
    }

    private static Set<String> topics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", scratch.bootstrapServers()))) {
            return admin.listTopics().names().get();
        }
    }

    @Test
    void topicsAreRestoredIntoASecondClusterAndComparedAndRemovedAgain() throws Exception {
        apply("{bootstrap: SCRATCH}");
        JsonNode backup = service.ended("itself", "/policies/nightly/run", Map.of());
        assertThat(backup.path("status").asString()).as(backup.toString()).isEqualTo("SUCCEEDED");

        JsonNode drill = drill();

        assertThat(drill.path("status").asString()).as(drill.toString()).isEqualTo("SUCCEEDED");
        assertThat(drill.path("progress").asString()).contains("slipway: restored into the Kafka cluster for drills");
        JsonNode report = service.read(API + "/report").path("policies").get(0);
        assertThat(report.path("rto").asString()).startsWith("PT");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(topics())
                        .as("nothing is left of the drill")
                        .doesNotContain("slipway.backup.events", "slipway-drill"));

        // A cluster with such topics of its own is somebody's.
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", scratch.bootstrapServers()))) {
            admin.createTopics(Set.of(new NewTopic("slipway.backup.events", 1, (short) 1)))
                    .all()
                    .get();
        }
        JsonNode refused = drill();
        assertThat(refused.path("status").asString()).isEqualTo("FAILED");
        assertThat(refused.path("progress").asString()).contains("has topics of its own: slipway.backup.events");
        assertThat(topics()).contains("slipway.backup.events").doesNotContain("slipway-drill");

        apply("{bootstrap: OWN}");
        assertThat(drill().path("progress").asString()).contains("is the one that was backed up");

        apply("{}");
        JsonNode alone = drill();
        assertThat(alone.path("status").asString()).as(alone.toString()).isEqualTo("SUCCEEDED");
        assertThat(alone.path("progress").asString()).contains("slipway: read to the end, and restored nowhere");
    }
}
