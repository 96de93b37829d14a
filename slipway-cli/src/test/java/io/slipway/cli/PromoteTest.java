package io.slipway.cli;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.slipway.cli.fake.FakeSlipway;

import static io.slipway.cli.fake.Documents.accepted;
import static org.assertj.core.api.Assertions.assertThat;

/** What runs in one environment goes on to another. */
class PromoteTest {
    private final FakeSlipway server = new FakeSlipway();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPromotionNamesFromWhereToWhereAndWhy() {
        server.on("POST /api/v1/applications/shop/environments/staging/promote", 202, accepted("shop-live-4"));

        TypedCommand promote = TypedCommand.run(
                server,
                "promote",
                "shop",
                "--from",
                "staging",
                "--to",
                "live",
                "--deployment",
                "shop-staging-2",
                "-m",
                "release day");
        assertThat(promote.out()).startsWith("shop-live-4");
        assertThat(server.last().json().path("to").asString()).isEqualTo("live");
        assertThat(server.last().json().path("deployment").asString()).isEqualTo("shop-staging-2");
        assertThat(server.last().json().path("reason").asString()).isEqualTo("release day");

        TypedCommand.run(server, "promote", "shop", "--from", "staging");
        assertThat(server.last().json().isEmpty()).isTrue();
        assertThat(TypedCommand.run(server, "promote", "shop").status()).isEqualTo(2);
    }
}
