package io.slipway.backupservice;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import static io.slipway.backupservice.RunningBackupService.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A service that is killed in the middle of a backup: another one takes over, and each source is taken once. */
class BackupTakeoverFaultIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    @Test
    void whatTheDeadOneHadTakenIsNotTakenAgainAndWhatItHadBegunIs() throws IOException, InterruptedException {
        Path uploads = Files.createDirectories(folder.resolve("uploads"));
        Files.writeString(uploads.resolve("note.txt"), "a note");
        Path begun = folder.resolve("begun");
        Path go = folder.resolve("go");
        try (RunningBackupService first = RunningBackupService.broker(folder)) {
            first.secret("PASSPHRASE", "correct horse battery staple");
            int port = freePort();
            Process doomed = doomed(first, port);
            try {
                first.attach(port);
                body(first.put("/api/v1/backups/shop", policy(uploads, begun, go)), 202);
                String run = first.begun("shop", "/policies/nightly/run", Map.of());
                await().atMost(PATIENCE).until(() -> Files.exists(begun));
                doomed.destroyForcibly().waitFor();

                first.start("--slipway.kafka.instance-id=second");
                Files.createFile(go);

                JsonNode ended = await().atMost(PATIENCE)
                        .until(
                                () -> first.read("/api/v1/backups/shop/runs/" + run),
                                view -> view.hasNonNull("endedAt"));
                assertThat(ended.path("status").asString()).as(ended.toString()).isEqualTo("SUCCEEDED");
                assertThat(ended.path("attempt").asInt()).isGreaterThan(1);
                JsonNode snapshots = first.read("/api/v1/backups/shop/policies/nightly/snapshots")
                        .path("items");
                Set<String> sources = new HashSet<>();
                snapshots.forEach(snapshot -> {
                    assertThat(snapshot.path("run").asString()).isEqualTo(run);
                    sources.add(snapshot.path("source").asString());
                });
                assertThat(snapshots).hasSize(2);
                assertThat(sources).containsExactlyInAnyOrder("uploads", "slow");
            } finally {
                doomed.destroyForcibly().waitFor();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Process doomed(RunningBackupService broker, int port) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BackupServiceApplication.class.getName(),
                "--slipway.kafka.instance-id=doomed"));
        command.addAll(broker.arguments());
        command.remove("--server.port=0");
        command.add("--server.port=" + port);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("doomed.log").toFile())
                .start();
    }

    private String policy(Path uploads, Path begun, Path go) {
        return """
                metadata: {name: shop}
                spec:
                  backups:
                    - name: nightly
                      environment: live
                      repository: {location: %s, passphrase: PASSPHRASE}
                      sources:
                        - {name: uploads, type: files, paths: [%s]}
                        - name: slow
                          type: command
                          command: [sh, -c, "touch %s; while [ ! -e %s ]; do sleep 0.2; done; echo done"]
                          file: slow.txt
                """.formatted(folder.resolve("repository"), uploads, begun, go);
    }
}
