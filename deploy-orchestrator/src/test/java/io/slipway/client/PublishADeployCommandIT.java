package io.slipway.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.deploy.http.RunningService;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.SourceRef;

import static org.assertj.core.api.Assertions.assertThat;

class PublishADeployCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static RunningService service;

    @BeforeAll
    static void start() {
        service = new RunningService(folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aClientOfItsOwnDeploysAndReadsWhatBecameOfIt() throws Exception {
        RunningService.body(service.apply("mine", pipeline()), 202);

        assertThat(PublishADeployCommand.deploy(service.bootstrapServers(), command("mine"), PATIENCE))
                .isEqualTo("mine-staging-1 SUCCEEDED");
    }

    @Test
    void aClientIsToldWhyItsCommandWasRefused() throws Exception {
        assertThat(PublishADeployCommand.deploy(service.bootstrapServers(), command("nobody"), PATIENCE))
                .startsWith("refused: ")
                .contains("nobody");
    }

    @Test
    void poisonOnTheTopicStopsNoClient() throws Exception {
        RunningService.body(service.apply("poisoned", pipeline().replace("mine", "poisoned")), 202);
        try (var poisoner = new PoisonedTopic(service.bootstrapServers())) {
            assertThat(PublishADeployCommand.deploy(service.bootstrapServers(), command("poisoned"), PATIENCE))
                    .isEqualTo("poisoned-staging-1 SUCCEEDED");
            assertThat(poisoner.written()).isPositive();
        }
    }

    private static DeployCommand.Start command(String application) {
        return new DeployCommand.Start(application, null, "1.0.0", new SourceRef(null, null, "/src"), Map.of(), null);
    }

    private static String pipeline() {
        return """
                apiVersion: slipway.io/v1
                kind: Application
                metadata: {name: mine}
                spec:
                  services:
                    - name: web
                      build: {driver: command, command: [./build.sh]}
                      run: {command: [./run.sh]}
                  environments:
                    - name: staging
                      target: {ports: {web: 18080}}
                """;
    }
}
