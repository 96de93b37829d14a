package io.slipway.cli;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.slipway.cli.fake.FakeSlipway;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.json.Json;

import static io.slipway.cli.fake.Documents.accepted;
import static io.slipway.cli.fake.Documents.deployment;
import static io.slipway.cli.fake.Documents.step;
import static org.assertj.core.api.Assertions.assertThat;

class WaitTest {
    private static final String ID = "shop-staging-1";
    private static final String UP_AND_CLEAR = "\u001b[2F\u001b[J";

    private final FakeSlipway server = new FakeSlipway()
            .on("POST /api/v1/applications/shop/deployments", 202, accepted(ID))
            .on(
                    "GET /api/v1/deployments/" + ID,
                    200,
                    step(deployment(ID, DeploymentState.BUILDING), "01-build", "Build web", "RUNNING"))
            .on(
                    "GET /api/v1/deployments/" + ID,
                    200,
                    step(deployment(ID, DeploymentState.BUILDING), "01-build", "Build web", "RUNNING"))
            .on(
                    "GET /api/v1/deployments/" + ID,
                    200,
                    step(deployment(ID, DeploymentState.SUCCEEDED), "01-build", "Build web", "SUCCEEDED")
                            .put("message", "1.2.0 serves staging"));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void inALogEachChangeIsOneLineAndNoLineComesTwice() {
        TypedCommand deploy = TypedCommand.run(server, "deploy", "shop", "-v", "1.2.0", "--wait");

        assertThat(deploy.err().lines())
                .containsExactly(
                        ID + "  ▸ Build web",
                        ID + "  1.2.0  building",
                        ID + "  ✓ Build web  0.0 s",
                        ID + "  1.2.0  succeeded: 1.2.0 serves staging");
        assertThat(deploy.err()).doesNotContain("\u001b");
    }

    @Test
    void onATerminalTheStepsAreDrawnOverInPlace() {
        TypedCommand deploy = TypedCommand.onTerminal(server, "deploy", "shop", "-v", "1.2.0", "--wait");

        assertThat(deploy.err()).contains(UP_AND_CLEAR, "\u001b[32m✓\u001b[0m Build web");
        assertThat(deploy.out()).isEqualToNormalizingNewlines(ID + "\n");
    }

    @Test
    void standardOutputHoldsTheDocumentAlone() {
        TypedCommand deploy = TypedCommand.run(server, "deploy", "shop", "-v", "1.2.0", "--wait", "-o", "json");

        assertThat(Json.mapper().readTree(deploy.out()).path("state").asString())
                .isEqualTo("SUCCEEDED");
    }

    @Test
    void withoutWaitTheIdIsPrintedAndNothingIsFollowed() {
        TypedCommand deploy = TypedCommand.run(server, "deploy", "shop", "-v", "1.2.0");

        assertThat(deploy.status()).isZero();
        assertThat(deploy.out()).isEqualToNormalizingNewlines(ID + "\n");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void whoWaitsInTheQueueIsToldBehindWhom() {
        server.on(
                        "GET /api/v1/deployments/shop-staging-2",
                        200,
                        deployment("shop-staging-2", DeploymentState.QUEUED).put("message", "waits for shop-staging-1"))
                .on(
                        "GET /api/v1/deployments/shop-staging-2",
                        200,
                        deployment("shop-staging-2", DeploymentState.SUCCEEDED));

        assertThat(TypedCommand.run(server, "watch", "shop-staging-2").err())
                .contains("queued: waits for shop-staging-1");
    }
}
