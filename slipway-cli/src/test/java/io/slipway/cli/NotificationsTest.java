package io.slipway.cli;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.slipway.cli.fake.FakeSlipway;
import io.slipway.events.json.Json;
import io.slipway.events.notification.view.NotificationsView;
import io.slipway.events.notification.view.NotificationsView.ChannelView;
import io.slipway.events.notification.view.NotificationsView.EndView;

import static org.assertj.core.api.Assertions.assertThat;

/** What became of an application's messages. */
class NotificationsTest {
    private static final String QUESTION = "GET /api/v1/applications/shop/notifications";

    private final FakeSlipway server = new FakeSlipway();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aChannelThatIsStuckSaysWhy() {
        ChannelView log = new ChannelView(
                "log",
                0,
                List.of(),
                7,
                0,
                new EndView("shop-staging-1/SUCCEEDED/log", Instant.now(), null),
                null,
                null);
        ChannelView ops = new ChannelView("ops", 3, List.of(), 4, 1, null, null, "Slack answered 503");
        server.on(QUESTION, 200, new NotificationsView("shop", 5, List.of(), List.of(log, ops)));

        TypedCommand typed = TypedCommand.run(server, "notifications", "shop");

        assertThat(typed.status()).as(typed.err()).isZero();
        assertThat(typed.out().lines().skip(1).map(line -> line.replaceAll(" {2,}", "|")))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("log|7|").endsWith("s ago|0|0"),
                        line -> assertThat(line).startsWith("ops|4|").endsWith("3|1|Slack answered 503"));
        String json =
                TypedCommand.run(server, "notifications", "shop", "-o", "json").out();
        assertThat(Json.mapper()
                        .readTree(json)
                        .path("channels")
                        .path(1)
                        .path("waiting")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void anApplicationNobodyHeardOfIsAnError() {
        assertThat(TypedCommand.run(server, "notifications", "till").status()).isNotZero();
    }
}
