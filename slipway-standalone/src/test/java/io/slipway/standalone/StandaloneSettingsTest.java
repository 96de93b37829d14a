package io.slipway.standalone;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StandaloneSettingsTest {
    @Test
    void hasDocumentedDefaults() {
        StandaloneSettings settings = StandaloneSettings.read(name -> null, name -> null);
        assertThat(settings).isEqualTo(new StandaloneSettings(Path.of(".slipway"), "127.0.0.1", 8480, 9480));
    }

    @Test
    void takesASystemPropertyBeforeAnEnvironmentVariable() {
        StandaloneSettings settings = StandaloneSettings.read(
                Map.of("slipway.port", "1111")::get, Map.of("SLIPWAY_PORT", "2222", "SLIPWAY_KAFKA_PORT", "3333")::get);
        assertThat(settings.httpPort()).isEqualTo(1111);
        assertThat(settings.kafkaPort()).isEqualTo(3333);
    }

    @Test
    void refusesWhatIsNoPort() {
        assertThatThrownBy(() -> StandaloneSettings.read(name -> null, Map.of("SLIPWAY_PORT", "http")::get))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("slipway.port is http");
    }
}
