package io.slipway.configclient;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.configclient.Config.Source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** An application starts with its configuration, whatever the service does. */
class ConfigClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private FakeService service;
    private ClientSettings settings;

    @BeforeEach
    void start() throws IOException {
        service = new FakeService();
        service.has("{\"timeout\":30}");
        settings = ClientSettings.of(service.url(), "shop", "production")
                .withService("web")
                .withCache(folder.resolve("state/shop.cache"))
                .withStartWithin(PATIENCE);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void itStartsFromTheServiceAndHearsOfChanges() {
        List<ConfigChange> heard = Collections.synchronizedList(new ArrayList<>());
        try (ConfigClient client = ConfigClient.start(settings.withToken("abc").withInstance("web 1"))) {
            assertThat(client.current().source()).isEqualTo(Source.SERVICE);
            assertThat(client.current().integer("timeout")).isEqualTo(30);
            assertThat(service.asked()).contains("/api/v1/config/shop/environments/production/watch?");
            assertThat(service.asked()).contains("service=web").contains("instance=web%201");
            assertThat(service.authorization()).isEqualTo("Bearer abc");
            client.onChange(change -> {
                throw new IllegalStateException("a listener that fails keeps nobody else from hearing");
            });
            client.onChange(heard::add);

            service.has("{\"timeout\":31,\"more\":true}");

            await().atMost(PATIENCE).until(() -> !heard.isEmpty());
            assertThat(heard.getFirst().keys()).containsExactly("more", "timeout");
            assertThat(heard.getFirst().before().integer("timeout")).isEqualTo(30);
            assertThat(client.current().integer("timeout")).isEqualTo(31);
        }
    }

    @Test
    void itStartsFromTheCacheWhenTheServiceIsDownAndSaysSo() throws IOException {
        ConfigClient.start(settings).close();
        ClientSettings down = new ClientSettings(
                deadEnd(), null, "shop", "production", "web", null, null, settings.cache(), PATIENCE, null);
        try (ConfigClient client = ConfigClient.start(down)) {
            assertThat(client.current().integer("timeout")).isEqualTo(30);
            assertThat(client.current().source()).isEqualTo(Source.CACHE);
            assertThat(client.connected()).isFalse();
            assertThat(client.current()).hasToString("revision r2 of shop/production/web/, from the cache");
        }
    }

    @Test
    void itComesBackWhenTheServiceDoes() {
        ConfigClient.start(settings).close();
        service.answerWith(503);
        List<ConfigChange> heard = Collections.synchronizedList(new ArrayList<>());
        try (ConfigClient client = ConfigClient.start(settings)) {
            client.onChange(heard::add);
            assertThat(client.current().source()).isEqualTo(Source.CACHE);

            service.has("{\"timeout\":32}");
            service.answerWith(200);

            await().atMost(PATIENCE).until(() -> client.current().source() == Source.SERVICE);
            assertThat(client.current().integer("timeout")).isEqualTo(32);
            assertThat(client.connected()).isTrue();
            await().atMost(PATIENCE).until(() -> heard.size() == 1);

            service.answerWith(503);
            await().atMost(PATIENCE).until(() -> !client.connected());
            assertThat(client.current().integer("timeout")).isEqualTo(32);
            service.answerWith(200);
            service.has("{\"timeout\":33}");
            await().atMost(PATIENCE).until(() -> client.current().integer("timeout") == 33);
        }
    }

    @Test
    void itStartsWithNothingWhenThereIsNeitherAServiceNorACache() throws IOException {
        ClientSettings down = ClientSettings.of(deadEnd(), "shop", "production").withStartWithin(PATIENCE);
        try (ConfigClient client = ConfigClient.start(down)) {
            assertThat(client.current().source()).isEqualTo(Source.NOWHERE);
            assertThat(client.current().integer("timeout", 5)).isEqualTo(5);
            assertThatThrownBy(() -> client.current().integer("timeout"))
                    .isInstanceOf(ConfigKeyException.class)
                    .hasMessageContaining("the config-service was not reached, and there is no cache");
        }
    }

    @Test
    void aDamagedCacheIsNotUsedAndReplacedLater() throws IOException {
        ConfigClient.start(settings).close();
        Path cache = settings.cache();
        byte[] bytes = Files.readAllBytes(cache);
        bytes[bytes.length - 3] ^= 1;
        Files.write(cache, bytes);
        service.answerWith(503);
        try (ConfigClient client = ConfigClient.start(settings)) {
            assertThat(client.current().source()).isEqualTo(Source.NOWHERE);
            service.answerWith(200);
            await().atMost(PATIENCE).until(() -> client.current().source() == Source.SERVICE);
            assertThat(client.current().integer("timeout")).isEqualTo(30);
        }
        service.answerWith(503);
        try (ConfigClient client = ConfigClient.start(settings)) {
            assertThat(client.current().source()).isEqualTo(Source.CACHE);
        }
    }

    @Test
    void aRefusalIsNoOutageUnlessThereIsACache() {
        service.answerWith(401);
        assertThatThrownBy(() -> ConfigClient.start(settings))
                .isInstanceOf(ConfigRefusedException.class)
                .hasMessageContaining("401")
                .hasMessageContaining("not today");
        service.answerWith(200);
        ConfigClient.start(settings).close();
        service.answerWith(401);
        try (ConfigClient client = ConfigClient.start(settings)) {
            assertThat(client.current().source()).isEqualTo(Source.CACHE);
        }
    }

    @Test
    void aChangeThatDoesNotFitMakesItReadEverythingAgain() {
        try (ConfigClient client = ConfigClient.start(settings)) {
            service.answerWith(503);
            service.has("{\"timeout\":34}");
            service.garble();
            service.answerWith(200);
            await().atMost(PATIENCE).until(() -> client.current().integer("timeout") == 34);
        }
    }

    /** An address at which nobody listens. */
    private static URI deadEnd() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }
}
