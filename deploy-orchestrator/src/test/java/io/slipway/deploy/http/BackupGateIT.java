package io.slipway.deploy.http;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.ProtectionEvent;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.kit.edge.TestTopics;

import tools.jackson.databind.JsonNode;

import static io.slipway.deploy.http.RunningService.body;
import static org.assertj.core.api.Assertions.assertThat;

/** What the backup-service says on Kafka decides whether a deployment comes through. */
class BackupGateIT {
    private static final String APPLICATION = "/api/v1/applications/kept";
    private static final Duration DAY = Duration.ofDays(1);
    private static final String PIPELINE = """
            apiVersion: slipway.io/v1
            kind: Application
            metadata: {name: kept}
            spec:
              services:
                - name: web
                  build: {driver: command, command: ["./build.sh"]}
                  run: {command: ["./run.sh"]}
              environments:
                - name: live
                  target: {driver: process, ports: {web: 18090}}
                  gates: [{type: backupFresh, name: backup-fresh}]
            """;

    @TempDir
    static Path folder;

    private static RunningService service;
    private static TestTopics topics;

    @BeforeAll
    static void start() {
        service = new RunningService(folder);
        topics = new TestTopics(service.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        topics.close();
        service.close();
    }

    @Test
    void aStaleBackupStopsADeploymentAndANewOneLetsItThrough() {
        body(service.apply("kept", PIPELINE), 202);
        assertThat(deploy("1.0.0", "REJECTED")).contains("nothing of live is known to be backed up");

        Instant yesterday = Instant.now().minus(Duration.ofHours(30)).truncatedTo(ChronoUnit.SECONDS);
        say(new ProtectionEvent.BackupStale(
                "kept", "live", "nightly", yesterday, DAY, null, null, false, "database has no backup of today"));
        awaitStanding("database has no backup of today");
        assertThat(deploy("1.0.0", "REJECTED"))
                .contains("the policy nightly is in alarm: database has no backup of today")
                .contains("1 d 6 h ago", "at most 1 d are allowed", "slipway backup run kept nightly");

        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        say(new ProtectionEvent.BackupFresh("kept", "live", "nightly", now, DAY, now.plus(DAY), null, null));
        awaitStanding(now.toString());
        assertThat(deploy("1.0.0", "SUCCEEDED")).isNotNull();
    }

    private static void say(BackupEvent event) {
        Envelope<BackupEvent> envelope = new Envelope<>(
                UUID.randomUUID().toString(),
                URI.create("/slipway/backup-service"),
                MessageCatalogue.typeOf(event.getClass()),
                event.application(),
                Instant.now(),
                "correlation",
                null,
                "slipway",
                null,
                event);
        topics.send(
                Topics.BACKUP_EVENTS.name(),
                event.application(),
                CloudEventCodec.value(envelope),
                CloudEventCodec.headers(envelope));
    }

    private static void awaitStanding(String words) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> body(service.get(APPLICATION), 200)
                        .path("environments")
                        .get(0)
                        .path("backups")
                        .toString()
                        .contains(words));
    }

    private static String deploy(String version, String expected) {
        String id = body(
                        service.post(
                                APPLICATION + "/deployments",
                                "{\"version\":\"" + version + "\",\"source\":{\"path\":\"/src\"}}"),
                        202)
                .path("subject")
                .asString();
        JsonNode[] last = new JsonNode[1];
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            last[0] = body(service.get("/api/v1/deployments/" + id), 200);
            assertThat(last[0].path("state").asString()).isEqualTo(expected);
        });
        return last[0].path("message").asString();
    }
}
