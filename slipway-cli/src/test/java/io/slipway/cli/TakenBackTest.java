package io.slipway.cli;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.slipway.cli.fake.FakeSlipway;

import static io.slipway.cli.fake.Documents.accepted;
import static io.slipway.cli.fake.Documents.items;
import static io.slipway.cli.fake.Documents.problem;
import static org.assertj.core.api.Assertions.assertThat;

/** Going back, and what stays out after it. */
class TakenBackTest {
    private static final String QUARANTINE = "/api/v1/applications/shop/environments/live/quarantine";

    private final FakeSlipway server = new FakeSlipway();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theListSaysWhatIsInQuarantineSinceWhenAndWhy() {
        server.on(
                "GET " + QUARANTINE,
                200,
                items(Map.of(
                        "service", "web",
                        "digest", "sha256:aa",
                        "deploymentId", "shop-live-2",
                        "version", "2.0.0",
                        "because", "Verify failed: 500",
                        "by", "slipway",
                        "at", "2026-01-02T03:04:05Z")));

        assertThat(TypedCommand.run(server, "quarantine", "list", "shop", "live")
                        .out())
                .contains("web", "2.0.0", "sha256:aa", "shop-live-2", "slipway", "Verify failed: 500");
        assertThat(TypedCommand.run(server, "quarantine", "list", "shop", "live", "-o", "json")
                        .out())
                .contains("\"digest\"");
    }

    @Test
    void anEmptyQuarantineSaysSo() {
        server.on("GET " + QUARANTINE, 200, items());

        TypedCommand list = TypedCommand.run(server, "quarantine", "list", "shop", "live");
        assertThat(list.status()).isZero();
        assertThat(list.err()).contains("Nothing is in quarantine.");
    }

    @Test
    void aReleaseNamesTheDigestAndTheReason() {
        server.on("POST " + QUARANTINE + "/release", 202, accepted("shop"));

        TypedCommand release = TypedCommand.run(
                server, "quarantine", "release", "shop", "live", "sha256:aa", "-m", "the disk was full");
        assertThat(release.out()).contains("released sha256:aa in live");
        assertThat(server.last().json().path("digest").asString()).isEqualTo("sha256:aa");
        assertThat(server.last().json().path("reason").asString()).isEqualTo("the disk was full");
        assertThat(TypedCommand.run(server, "quarantine", "release", "shop", "live", "sha256:aa")
                        .status())
                .as("without a reason")
                .isEqualTo(2);
    }

    @Test
    void aRollbackToWhatIsInQuarantineTakesForce() {
        String rollback = "/api/v1/applications/shop/environments/live/rollback";
        server.on("POST " + rollback, 202, accepted("shop-live-4"));

        TypedCommand.run(server, "rollback", "shop", "live", "--to", "shop-live-2", "-m", "it was good", "--force");
        assertThat(server.last().json().path("force").asBoolean()).isTrue();
        TypedCommand.run(server, "rollback", "shop", "live");
        assertThat(server.last().json().has("force")).isFalse();
    }

    @Test
    void aDeployIntoATakenEnvironmentThatRejectsSaysWhoHoldsIt() {
        String detail =
                "shop-live-1 holds live, and its queue policy is reject; ask again when it is done, or cancel it";
        server.on(
                "POST /api/v1/applications/shop/deployments",
                409,
                problem(409, "The state does not allow it", detail, List.of()));

        TypedCommand deploy = TypedCommand.run(server, "deploy", "shop", "-v", "2");
        assertThat(deploy.status()).isNotZero();
        assertThat(deploy.err()).contains(detail);
    }
}
