package io.slipway.configclient;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** An instance with a name says what it really runs with, and is mended when that is not what it should be. */
class HeartbeatTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private FakeService service;
    private ClientSettings settings;

    @BeforeEach
    void start() throws IOException {
        service = new FakeService();
        service.has("{\"timeout\":30}");
        settings = ClientSettings.of(service.url(), "shop", "production")
                .withService("web")
                .withToken("abc")
                .withInstance("web-1")
                .withStartWithin(PATIENCE)
                .withHeartbeat(Duration.ofMillis(20));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void itSaysTheRevisionAndTheHashThatItHolds() {
        try (ConfigClient client = ConfigClient.start(settings)) {
            await().atMost(PATIENCE).until(() -> !service.heartbeats().isEmpty());
            assertThat(service.beatAt()).containsExactly("/api/v1/config/shop/environments/production/instances/web-1");
            assertThat(service.authorization()).isEqualTo("Bearer abc");
            JsonNode said = service.heartbeats().getFirst();
            assertThat(said.path("revision").asString()).isEqualTo("r2");
            assertThat(said.path("hash").asString())
                    .isEqualTo(client.current().hash().orElseThrow());
            assertThat(said.path("service").asString()).isEqualTo("web");
            assertThat(said.has("group")).isFalse();
        }
    }

    @Test
    void whatItShouldHaveHeardOfIsFetchedAndTold() {
        List<ConfigChange> heard = Collections.synchronizedList(new ArrayList<>());
        try (ConfigClient client = ConfigClient.start(settings)) {
            client.onChange(heard::add);
            service.tellNobody();

            service.has("{\"timeout\":31}");

            await().atMost(PATIENCE).until(() -> !heard.isEmpty());
            assertThat(heard.getFirst().before().integer("timeout")).isEqualTo(30);
            assertThat(client.current().integer("timeout")).isEqualTo(31);
            await().atMost(PATIENCE)
                    .until(() -> service.heartbeats()
                            .getLast()
                            .path("revision")
                            .asString()
                            .equals("r3"));
            assertThat(heard).hasSize(1);
        }
    }

    @Test
    void aServiceThatIsDownOrRefusesChangesNothing() {
        try (ConfigClient client = ConfigClient.start(settings)) {
            for (int status : List.of(503, 404)) {
                int before = service.heartbeatsRefused();
                service.answerWith(status);
                await().atMost(PATIENCE).until(() -> service.heartbeatsRefused() >= before + 2);
                assertThat(client.current().integer("timeout")).isEqualTo(30);
            }
            int said = service.heartbeats().size();

            service.answerWith(200);

            await().atMost(PATIENCE).until(() -> service.heartbeats().size() > said);
            service.has("{\"timeout\":32}");
            await().atMost(PATIENCE).until(() -> client.current().integer("timeout") == 32);
        }
    }

    @Test
    void whoeverHasNoNameOrDoesNotWantToSaysNothing() {
        ClientSettings nameless = ClientSettings.of(service.url(), "shop", "production")
                .withStartWithin(PATIENCE)
                .withHeartbeat(Duration.ofMillis(1));
        for (ClientSettings silent : List.of(nameless, settings.withoutHeartbeat())) {
            try (ConfigClient client = ConfigClient.start(silent);
                    ConfigClient other = ConfigClient.start(settings.withInstance("web-2"))) {
                int said = service.heartbeats().size();
                await().atMost(PATIENCE).until(() -> service.heartbeats().size() > said + 5);
                assertThat(List.of(client.connected(), other.connected())).containsOnly(true);
            }
        }
        assertThat(service.beatAt()).containsExactly("/api/v1/config/shop/environments/production/instances/web-2");
    }

    @Test
    void instancesDoNotReportInStep() {
        Heartbeats beats =
                new Heartbeats("web-1", Duration.ofSeconds(40), new Remote(settings), new SplittableRandom(7));
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            pauses.add(beats.next());
        }
        assertThat(pauses)
                .allMatch(pause ->
                        pause.compareTo(Duration.ofSeconds(30)) >= 0 && pause.compareTo(Duration.ofSeconds(50)) <= 0);
        assertThat(Collections.min(pauses)).isLessThan(Duration.ofSeconds(31));
        assertThat(Collections.max(pauses)).isGreaterThan(Duration.ofSeconds(49));
    }

    @Test
    void aHeartbeatWithoutPauseIsRefused() {
        assertThatThrownBy(() -> settings.withHeartbeat(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected more than 0");
        assertThat(ClientSettings.of(service.url(), "shop", "production").heartbeat())
                .isEqualTo(Duration.ofSeconds(30));
    }
}
