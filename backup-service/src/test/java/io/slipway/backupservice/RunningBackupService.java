package io.slipway.backupservice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.slipway.kit.service.ServiceUnderTest;

import tools.jackson.databind.JsonNode;

import static org.awaitility.Awaitility.await;

/** The backup-service, and two people who use it. */
final class RunningBackupService extends ServiceUnderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Path secrets;

    private RunningBackupService(Path folder) {
        super(BackupServiceApplication.class, folder);
        secrets = folder.resolve("secrets");
        withTokenOf("alice").withTokenOf("bob");
        with(
                "--slipway.backup.secrets=" + secrets,
                "--slipway.backup.scratch=" + folder.resolve("scratch"),
                "--slipway.backup.lease=3s",
                "--slipway.backup.backoff=1s");
    }

    static RunningBackupService start(Path folder) {
        RunningBackupService service = new RunningBackupService(folder);
        service.start();
        return service;
    }

    /** Its broker alone. */
    static RunningBackupService broker(Path folder) {
        return new RunningBackupService(folder);
    }

    void secret(String name, String value) {
        try {
            Files.createDirectories(secrets);
            Files.writeString(secrets.resolve(name), value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(request("alice", path));
    }

    JsonNode read(String path) {
        return body(get(path), 200);
    }

    HttpResponse<String> put(String path, String body) {
        return send(request("alice", path)
                .header("Content-Type", "application/yaml")
                .header("Prefer", "wait=60")
                .PUT(BodyPublishers.ofString(body)));
    }

    /** Begins a run and gives how it ended. */
    JsonNode ended(String application, String path, Object body) {
        String run = begun(application, path, body);
        return await().atMost(PATIENCE)
                .until(
                        () -> read("/api/v1/backups/" + application + "/runs/" + run),
                        view -> view.hasNonNull("endedAt"));
    }

    String begun(String application, String path, Object body) {
        return body(post("alice", "/api/v1/backups/" + application + path, body), 202)
                .path("subject")
                .asString();
    }
}
