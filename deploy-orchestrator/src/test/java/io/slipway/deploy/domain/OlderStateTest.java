package io.slipway.deploy.domain;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A state that was stored before something was kept in it is read as if there had been none of it. */
class OlderStateTest {

    @Test
    void whatAnOlderSlipwayHasStoredIsRead() {
        Drill drill =
                new Drill(Pipelines.application(Pipelines.environment("live").build()));
        drill.deliver("live", "1.0.0");
        JsonNode stored = Json.mapper().readTree(Json.write(drill.storm.state()));
        stored.path("lanes").forEach(lane -> {
            ((ObjectNode) lane).remove(List.of("quarantined", "lastTurn", "promotion"));
            lane.path("releases")
                    .forEach(release -> ((ObjectNode) release).remove(List.of("order", "source", "commit")));
        });

        ApplicationState read = Json.mapper().treeToValue(stored, ApplicationState.class);
        assertThat(read.lane("live").current().orElseThrow().version()).isEqualTo("1.0.0");
        assertThat(read.lane("live").promotion()).isNull();
        assertThat(read.lane("live").quarantined()).isEmpty();
        assertThat(read.lane("live").current().orElseThrow().order()).isEmpty();
    }
}
