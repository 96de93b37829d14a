package io.slipway.cli;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.slipway.cli.fake.FakeSlipway;
import io.slipway.events.deploy.view.ChangesView;
import io.slipway.events.deploy.view.ChangesView.CommitRange;
import io.slipway.events.deploy.view.ChangesView.ConfigChange;
import io.slipway.events.deploy.view.ChangesView.ConfigRevisions;
import io.slipway.events.deploy.view.ChangesView.Kind;
import io.slipway.events.deploy.view.ChangesView.ServiceChange;
import io.slipway.events.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

/** What would be different, as a person reads it. */
class DiffTest {
    private static final String PATH = "GET /api/v1/applications/shop/environments/live/changes";

    private final FakeSlipway server = new FakeSlipway();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void showsArtifactsConfigAndCommits() {
        answer(
                new CommitRange("a".repeat(40), "b".repeat(40)),
                new ServiceChange(
                        "api",
                        Kind.REPLACED,
                        "sha256:" + "1".repeat(64),
                        "sha256:" + "2".repeat(64),
                        List.of(
                                new ConfigChange("env.LEVEL", "1", "2"),
                                new ConfigChange("env.NEW", null, "x"),
                                new ConfigChange("env.OLD", "y", null))),
                new ServiceChange("web", Kind.REMOVED, "sha256:" + "3".repeat(64), null, List.of()));

        TypedCommand diff = TypedCommand.run(server, "diff", "shop", "staging", "live");
        assertThat(diff.status()).isZero();
        assertThat(diff.out().lines())
                .containsExactly(
                        "shop live: 1.0.0 (shop-live-1) would become 2.0.0 (shop-staging-2)",
                        "  commits aaaaaaaaaaaa..bbbbbbbbbbbb",
                        "  api sha256:111111111111 becomes sha256:222222222222",
                        "      ~ env.LEVEL: 1 becomes 2",
                        "      + env.NEW: x",
                        "      - env.OLD: y",
                        "  web is taken away: sha256:333333333333");
    }

    @Test
    void saysWhenThereIsNoDifferenceAndGivesTheDocumentToPrograms() {
        answer(null);
        assertThat(TypedCommand.run(server, "diff", "shop", "staging", "live").out())
                .contains("the same artifacts, run the same way");
        String json = TypedCommand.run(server, "diff", "shop", "staging", "live", "-o", "json")
                .out();
        assertThat(Json.mapper().readTree(json).path("comingVersion").asString())
                .isEqualTo("2.0.0");
    }

    @Test
    void showsWhichConfigurationWouldComeAndWhichWasTested() {
        answer(null, new ConfigRevisions("a".repeat(64), "b".repeat(64), "c".repeat(64)));

        assertThat(TypedCommand.run(server, "diff", "shop", "staging", "live").out())
                .contains("  configuration aaaaaaaaaaaa becomes bbbbbbbbbbbb")
                .contains("  it was tested with the configuration cccccccccccc");
    }

    private void answer(@Nullable CommitRange commits, ServiceChange... services) {
        answer(commits, null, services);
    }

    private void answer(
            @Nullable CommitRange commits, @Nullable ConfigRevisions configuration, ServiceChange... services) {
        server.on(
                PATH,
                200,
                Json.mapper()
                        .readTree(Json.write(new ChangesView(
                                "shop",
                                "live",
                                "shop-live-1",
                                "1.0.0",
                                "shop-staging-2",
                                "2.0.0",
                                List.of(services),
                                commits,
                                configuration))));
    }
}
