package io.slipway.kafka.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedKafkaIT {
    @TempDir
    Path folder;

    @Test
    void keepsItsTopicsOverARestart() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.startOnFreePorts(folder);
                Admin admin = admin(kafka)) {
            admin.createTopics(List.of(new NewTopic("kept", 3, (short) 1)))
                    .all()
                    .get();
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.startOnFreePorts(folder);
                Admin admin = admin(kafka)) {
            assertThat(admin.listTopics().names().get()).contains("kept");
        }
    }

    @Test
    void speaksTransactionsVersionTwo() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.startOnFreePorts(folder);
                Admin admin = admin(kafka)) {
            var finalized = admin.describeFeatures().featureMetadata().get().finalizedFeatures();
            assertThat(finalized.get("transaction.version").maxVersionLevel()).isGreaterThanOrEqualTo((short) 2);
        }
    }

    @Test
    void saysWhichPortIsTaken() {
        try (EmbeddedKafka kafka = EmbeddedKafka.startOnFreePorts(folder)) {
            int port = Integer.parseInt(kafka.bootstrapServers().split(":")[1]);
            assertThatThrownBy(() -> EmbeddedKafka.start(folder, port, port + 1))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining(String.valueOf(port));
        }
    }

    private static Admin admin(EmbeddedKafka kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }
}
