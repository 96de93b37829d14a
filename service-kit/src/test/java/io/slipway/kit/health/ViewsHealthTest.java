package io.slipway.kit.health;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.slipway.events.Topic;
import io.slipway.events.Topics;
import io.slipway.kit.kafka.KafkaSettings;
import io.slipway.kit.kafka.SkippedRecords;
import io.slipway.kit.view.ViewReader;
import io.slipway.kit.view.ViewStore;

import static org.assertj.core.api.Assertions.assertThat;

class ViewsHealthTest {
    /** Nobody is to ask an instance that does not know yet what there is. */
    @Test
    void itIsOutOfServiceUntilTheDocumentsAreRead() {
        assertThat(new ViewsHealth(reader(List.of(Topics.DEPLOY_VIEWS)))
                        .health()
                        .getStatus())
                .isEqualTo(Status.OUT_OF_SERVICE);
    }

    @Test
    void itIsUpWhereThereAreNoDocuments() {
        assertThat(new ViewsHealth(reader(List.of())).health().getStatus()).isEqualTo(Status.UP);
    }

    private static ViewReader reader(List<Topic> topics) {
        return new ViewReader(
                KafkaSettings.of("127.0.0.1:1", "test"),
                topics,
                new ViewStore(),
                new SkippedRecords(new SimpleMeterRegistry()));
    }
}
