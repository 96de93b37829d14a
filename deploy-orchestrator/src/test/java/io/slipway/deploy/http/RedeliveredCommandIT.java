package io.slipway.deploy.http;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.events.Topics;
import io.slipway.kit.time.FakeClock;

import static io.slipway.deploy.http.RunningService.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * spinnaker/spinnaker#7921: a start that was delivered again turned what had succeeded back to running. Here the record
 * of the command comes again as it was, after the deployment has ended.
 */
class RedeliveredCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String START = "io.slipway.deploy.deployment.start.v1";
    private static final String REQUESTED = "io.slipway.deploy.deployment.requested.v1";
    private static final String PIPELINE = """
            apiVersion: slipway.io/v1
            kind: Application
            metadata: {name: shop}
            spec:
              services:
                - name: web
                  build: {driver: command, command: [./build.sh]}
                  run: {command: [./run.sh]}
              environments:
                - name: live
                  target: {ports: {web: 18080}}
            """;

    @TempDir
    Path folder;

    private final FakeClock clock = new FakeClock(Instant.now());
    private RunningService service;
    private CommandRecords records;
    private ConsumerRecord<byte[], byte[]> start;

    @BeforeEach
    void deploy() {
        service = new RunningService(folder, clock);
        records = new CommandRecords(service.bootstrapServers());
        body(service.apply("shop", PIPELINE), 202);
        body(
                service.post(
                        "/api/v1/applications/shop/deployments", "{\"version\":\"1\",\"source\":{\"path\":\"/src\"}}"),
                202);
        await().atMost(PATIENCE).until(() -> state().equals("SUCCEEDED"));
        start = records.ofType(Topics.DEPLOY_COMMANDS, START).getFirst();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aStartThatComesAgainAfterTheEndStartsNothing() throws Exception {
        records.deliverAgain(start);
        assertNothingWasStarted();
    }

    /** As long as the topic of the commands keeps a record, it can come again. */
    @Test
    void norDoesItDaysLaterWhenMuchElseHasBeenSaid() throws Exception {
        clock.advance(Duration.ofDays(2));
        assertNothingWasStarted();
        records.deliverAgain(start);
        assertNothingWasStarted();

        clock.advance(Topics.DEPLOY_COMMANDS.retention().minusDays(2).minusHours(1));
        assertNothingWasStarted();
        records.deliverAgain(start);
        assertNothingWasStarted();
    }

    @Test
    void norDoesAllThatWasEverSaidWhenItIsReadFromTheBeginning() throws Exception {
        service.stop();
        records.forgetHowFarTheCommandsWereRead();
        service.start();
        assertNothingWasStarted();
    }

    private void assertNothingWasStarted() {
        // Answered after everything that was said before it.
        body(service.post("/api/v1/deployments/shop-live-7/cancel", "{}"), 404);
        assertThat(records.ofType(Topics.DEPLOY_EVENTS, REQUESTED)).hasSize(1);
        assertThat(state()).isEqualTo("SUCCEEDED");
    }

    private String state() {
        return body(service.get("/api/v1/deployments/shop-live-1"), 200)
                .path("state")
                .asString();
    }
}
