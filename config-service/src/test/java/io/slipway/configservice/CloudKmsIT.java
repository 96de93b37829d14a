package io.slipway.configservice;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.configservice.keys.gcp.LocalKms;
import io.slipway.configservice.keys.gcp.LocalKms.Fault;

import tools.jackson.databind.JsonNode;

import static io.slipway.configservice.RunningConfigService.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A service that moves from its keyset to Google Cloud KMS, and what it serves while that is away. */
class CloudKmsIT {
    private static final String KEY = "gcp-kms://" + LocalKms.RING + "config";
    private static final String PLAIN = "/api/v1/config/shop/environments/production?secrets=plain";

    @TempDir
    private static Path folder;

    private static LocalKms kms;
    private static Path keyset;
    private static RunningConfigService service;
    private static String head;

    @BeforeAll
    static void aSecretUnderTheKeyset() {
        kms = new LocalKms();
        keyset = folder.resolve("keyset.json");
        service = new RunningConfigService(
                folder,
                "--slipway.config.keyset.file=" + keyset,
                "--slipway.config.keyset.create=true",
                "--slipway.access.roles.admin=alice");
        head = service.commit(
                null,
                Map.of(
                        "slipway-config.yaml",
                        "environments: [{name: staging}, {name: production}]\n",
                        "base/application.yaml",
                        "timeout: 30\n"));
        head = service.commit(
                head,
                Map.of(
                        "environments/production/application.yaml",
                        "password: '" + encrypt("production", "password", "hunter2") + "'\n"));
        service.rollOut("production", head);
        service.stop();
        service.start(settings());
    }

    @AfterAll
    static void stop() {
        service.close();
        kms.close();
    }

    /** One story, because each step begins with what the one before has left. */
    @Test
    void theKeysMoveToKmsWithAProofAndSecretsOutliveAnOutage() {
        assertThat(password()).as("what the keyset wrapped still opens").isEqualTo("hunter2");
        assertThat(kms.encrypts() + kms.decrypts())
                .as("KMS has nothing to do with it")
                .isZero();

        rotatedToKms();
        assertThat(password()).isEqualTo("hunter2");

        head = service.commit(
                head,
                Map.of(
                        "environments/staging/application.yaml",
                        "token: '" + encrypt("staging", "token", "s3cret") + "'\n"));
        service.rollOut("staging", head);
        assertThat(body(service.get("/api/v1/config/shop/environments/staging?secrets=plain"), 200)
                        .path("values")
                        .path("token")
                        .asString())
                .as("written and read with KMS alone")
                .isEqualTo("s3cret");

        kms.fault(Fault.UNAVAILABLE);
        int before = kms.decrypts();
        assertThat(password()).as("opened before, and served while KMS is away").isEqualTo("hunter2");
        assertThat(kms.decrypts()).isEqualTo(before);

        service.stop();
        service.start(settings());
        JsonNode away = body(service.get(PLAIN), 200);
        assertThat(away.path("values").path("timeout").asInt()).isEqualTo(30);
        assertThat(away.path("values").has("password")).isFalse();
        assertThat(away.path("unreadable").path("password").asString()).contains(KEY, "503 UNAVAILABLE", "Try again");
        assertThat(body(
                                service.post(
                                        "alice",
                                        "/api/v1/config/shop/encrypt",
                                        Map.of("environment", "production", "key", "a", "value", "b")),
                                503)
                        .path("detail")
                        .asString())
                .contains(KEY);

        kms.fault(Fault.NONE);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(password()).as("without a restart").isEqualTo("hunter2"));
    }

    private static void rotatedToKms() {
        body(service.post("alice", "/api/v1/config-keys/rotation", Map.of()), 202);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !rotation().path("state").asString().equals("RUNNING"));
        assertThat(rotation().path("state").asString())
                .as(rotation().toString())
                .isEqualTo("DONE");
        assertThat(rotation().path("rewrapped").asInt()).isEqualTo(2);
        assertThat(rotation().path("checked").asInt())
                .as("two data keys and the value")
                .isEqualTo(3);
        assertThat(Files.exists(keyset)).as("nothing needs the file any more").isFalse();
    }

    private static JsonNode rotation() {
        return service.read("/api/v1/config-keys/rotation");
    }

    private static String password() {
        return body(service.get(PLAIN), 200).path("values").path("password").asString("");
    }

    private static String[] settings() {
        return kms.settings("config").toArray(String[]::new);
    }

    private static String encrypt(String environment, String key, String value) {
        return body(
                        service.post(
                                "alice",
                                "/api/v1/config/shop/encrypt",
                                Map.of("environment", environment, "key", key, "value", value)),
                        200)
                .path("ciphertext")
                .asString();
    }
}
