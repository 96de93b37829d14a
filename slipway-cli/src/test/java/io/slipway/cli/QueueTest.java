package io.slipway.cli;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.slipway.cli.fake.FakeSlipway;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.json.Json;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static io.slipway.cli.fake.Documents.application;
import static io.slipway.cli.fake.Documents.deployment;
import static org.assertj.core.api.Assertions.assertThat;

/** Who holds an environment, and who waits. */
class QueueTest {
    private final FakeSlipway server = new FakeSlipway();

    @BeforeEach
    void fillTheQueue() {
        ObjectNode view = application("shop");
        ArrayNode lanes = (ArrayNode) view.path("environments");
        ObjectNode staging = (ObjectNode) lanes.get(0);
        ObjectNode production = staging.deepCopy().put("name", "production");
        staging.put("running", "shop-staging-1").putArray("queue").add("shop-staging-2");
        production.put("running", "shop-production-1");
        lanes.removeAll().add(staging).add(production);
        server.on("GET /api/v1/applications/shop", 200, view)
                .on("GET /api/v1/deployments/shop-staging-1", 200, lane("shop-staging-1", "staging", 0))
                .on("GET /api/v1/deployments/shop-staging-2", 200, lane("shop-staging-2", "staging", 1))
                .on("GET /api/v1/deployments/shop-production-1", 200, lane("shop-production-1", "production", 0));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theOneThatHoldsItComesFirstAndThoseThatWaitFollowInTheirOrder() {
        TypedCommand queue = TypedCommand.run(server, "queue", "shop");

        assertThat(queue.status()).as(queue.err()).isZero();
        assertThat(queue.out().lines().skip(1).map(line -> line.replaceAll(" {2,}", "|")))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("staging|holds it|shop-staging-1|1.2.0|rolling out|"),
                        line -> assertThat(line).startsWith("staging|1|shop-staging-2|1.2.0|queued|"),
                        line -> assertThat(line)
                                .startsWith("production|holds it|shop-production-1|1.2.0|rolling out|"));
    }

    @Test
    void oneEnvironmentAloneCanBeAskedFor() {
        String json = TypedCommand.run(server, "queue", "shop", "-e", "production", "-o", "json")
                .out();

        assertThat(Json.mapper().readTree(json))
                .singleElement()
                .satisfies(only -> assertThat(only.path("id").asString()).isEqualTo("shop-production-1"));
    }

    @Test
    void anEmptyQueueIsASentence() {
        server.on("GET /api/v1/applications/till", 200, application("till"));

        TypedCommand queue = TypedCommand.run(server, "queue", "till");

        assertThat(queue.status()).isZero();
        assertThat(queue.out()).isEmpty();
        assertThat(queue.err()).isEqualToNormalizingNewlines("Nothing runs, and nothing waits.\n");
    }

    private static ObjectNode lane(String id, String environment, int position) {
        DeploymentState state = position == 0 ? DeploymentState.ROLLING_OUT : DeploymentState.QUEUED;
        return deployment(id, state).put("environment", environment).put("queuePosition", position);
    }
}
