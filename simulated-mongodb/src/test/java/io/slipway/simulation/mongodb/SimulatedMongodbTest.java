package io.slipway.simulation.mongodb;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SimulatedMongodbTest {
    @Test
    void optionsAreTaken() {
        var settings =
                SimulatedMongodb.settings(List.of("--port", "27018", "--oplog-entries", "50", "--noop-every", "0"));

        assertThat(settings.port()).isEqualTo(27018);
        assertThat(settings.oplogEntries()).isEqualTo(50);
        assertThat(settings.noopEvery()).isEqualTo(Duration.ZERO);
    }

    @Test
    void whatIsNoOptionIsRefused() {
        assertThatThrownBy(() -> SimulatedMongodb.settings(List.of("--bind", "1")))
                .hasMessageContaining("--bind");
        assertThatThrownBy(() -> SimulatedMongodb.settings(List.of("--port")))
                .hasMessageContaining("--port needs a number");
    }
}
