package io.slipway.configservice;

import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
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
import io.slipway.events.Topics;
import io.slipway.events.config.ConfigEvent;
import io.slipway.events.json.CloudEventCodec;
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
        service.start();
    }

    /** It did not hear of the rollout; its heartbeat says so, and brings it what it should run with. */
    @Test
    void anInstanceThatHoldsAnOldRevisionDriftsUntilItsHeartbeatHasItFetchTheNewOne() throws Exception {
        String first = service.commit(
                "depot",
                null,
                Map.of("slipway-config.yaml", "environments: [{name: production}]", "base/a.yaml", "timeout: 30\n"));
        service.rollOut("depot", "production", first);
        BlockingQueue<ConfigChange> changes = new LinkedBlockingQueue<>();
        try (DeafProxy proxy = new DeafProxy(service.address());
                ConfigClient client = ConfigClient.start(ClientSettings.of(proxy.url(), "depot", "production")
                        .withToken(RunningConfigService.token("web"))
                        .withInstance("web-1")
                        .withStartWithin(PATIENCE)
                        .withHeartbeat(Duration.ofMillis(500)))) {
            client.onChange(changes::add);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(instances("heard")).containsExactly(Map.entry("web-1", first)));
            assertThat(instances("drifting")).isEmpty();

            String second = service.commit("depot", first, Map.of("base/a.yaml", "timeout: 31\n"));
            service.rollOut("depot", "production", second);

            ConfigChange change = changes.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(change).isNotNull();
            assertThat(change.after().revision()).contains(second);
            assertThat(change.after().integer("timeout")).isEqualTo(31);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(events(ConfigEvent.DriftDetected.class))
                            .singleElement()
                            .satisfies(drift -> {
                                assertThat(drift.instance()).isEqualTo("web-1");
                                assertThat(drift.running()).isEqualTo(first);
                            }));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(events(ConfigEvent.DriftResolved.class))
                            .singleElement()
                            .satisfies(mended -> assertThat(mended.instance()).isEqualTo("web-1")));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(instances("heard")).containsExactly(Map.entry("web-1", second)));
            assertThat(instances("drifting")).isEmpty();
        }
    }

    /** Names and what they run with. */
    private static List<Map.Entry<String, String>> instances(String kind) {
        return service.read("/api/v1/config/depot/environments/production/instances")
                .path(kind)
                .valueStream()
                .map(one -> Map.entry(
                        one.path("instance").asString(), one.path("revision").asString()))
                .toList();
    }

    private static <E> List<E> events(Class<E> type) {
        return Records.of(service.bootstrapServers(), Topics.CONFIG_EVENTS.name()).stream()
                .map(record ->
                        CloudEventCodec.decode(record.headers(), record.value()).data())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** What was put together from a change has the very bytes that the service has. */
    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
