package io.slipway.configservice;

import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.configclient.ClientSettings;
import io.slipway.configclient.Config;
import io.slipway.configclient.ConfigChange;
import io.slipway.configclient.ConfigClient;
import io.slipway.events.json.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The Java client and the service as they are shipped. */
class ConfigClientIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private static Path folder;

    private static RunningConfigService service;

    @BeforeAll
    static void start() {
        service = new RunningConfigService(folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void anApplicationIsToldOfChangesAndStartsWithoutTheService()
            throws InterruptedException, NoSuchAlgorithmException {
        String base =
                "timeout: 30\nratio: 1.00\nbig: 12345678901234567890\nwords: \"ä \\u2028 \\\" \\\\ </\"\nhosts: [a]\n";
        String first = service.commit(
                null,
                Map.of("slipway-config.yaml", "environments: [{name: production}]", "base/application.yaml", base));
        service.rollOut("production", first);
        ClientSettings settings = ClientSettings.of(URI.create(service.address()), "shop", "production")
                .withToken(RunningConfigService.token("alice"))
                .withCache(folder.resolve("shop.cache"))
                .withStartWithin(PATIENCE);
        BlockingQueue<ConfigChange> changes = new LinkedBlockingQueue<>();
        String second;
        try (ConfigClient client = ConfigClient.start(settings)) {
            client.onChange(changes::add);
            assertThat(client.current().revision()).contains(first);
            assertThat(client.current().texts("hosts")).containsExactly("a");

            second = service.commit(first, Map.of("base/application.yaml", base + "more: 1\n"));
            service.rollOut("production", second);

            ConfigChange change = changes.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(change).isNotNull();
            assertThat(change.keys()).containsExactly("more");
            assertThat(change.after().revision()).contains(second);
            assertThat(change.after().hash())
                    .contains(sha256(Json.write(change.after().values())));
            service.stop();
            await().atMost(PATIENCE).until(() -> !client.connected());
            assertThat(client.current().integer("more")).isEqualTo(1);
        }
        try (ConfigClient client = ConfigClient.start(settings)) {
            assertThat(client.current().source()).isEqualTo(Config.Source.CACHE);
            assertThat(client.current().revision()).contains(second);
            assertThat(client.current().text("ratio")).isEqualTo("1.00");
        }
    }

    /** What was put together from a change has the very bytes that the service has. */
    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
