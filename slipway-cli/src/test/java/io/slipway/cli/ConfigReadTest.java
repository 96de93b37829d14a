package io.slipway.cli;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.slipway.cli.fake.FakeSlipway;
import io.slipway.events.config.view.ConfigView;
import io.slipway.events.config.view.ConfigView.EnvironmentView;
import io.slipway.events.config.view.ConfigView.RevisionView;
import io.slipway.events.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

/** What configuration is, as a person or a script reads it. */
class ConfigReadTest {
    private static final String OLD = "a".repeat(64);
    private static final String NEW = "b".repeat(64);

    private final FakeSlipway server = new FakeSlipway();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aKeyAloneIsPrintedBareForScripts() {
        effective();

        TypedCommand get =
                TypedCommand.run(server, "config", "get", "shop", "staging", "pool.size", "--service", "web");

        assertThat(get.status()).isZero();
        assertThat(get.out()).isEqualTo("30\n");
        assertThat(server.last().path()).endsWith("/environments/staging?service=web");
    }

    @Test
    void aGroupOfKeysIsATable() {
        effective();

        assertThat(TypedCommand.run(server, "config", "get", "shop", "staging", "pool")
                        .out()
                        .lines())
                .containsExactly("KEY        VALUE", "pool.name  main", "pool.size  30");
    }

    @Test
    void aKeyThatNobodySetsFailsAndSaysWhereToLook() {
        effective();

        TypedCommand get = TypedCommand.run(server, "config", "get", "shop", "staging", "poool");

        assertThat(get.status()).isEqualTo(1);
        assertThat(get.out()).isEmpty();
        assertThat(get.err()).contains("nothing in staging sets poool", "slipway config get shop staging");
    }

    @Test
    void explainsAValueWithItsPlaceAndWhatItOverrides() {
        server.on(
                "GET /api/v1/config/shop/environments/production/explain",
                200,
                Map.of(
                        "key",
                        "timeout",
                        "revision",
                        NEW,
                        "value",
                        "60",
                        "origin",
                        place("environments/production", "60", "environments/production/application.yaml", 3),
                        "overridden",
                        List.of(place("base", "30", "base/application.yaml", 1))));

        assertThat(TypedCommand.run(server, "config", "explain", "shop", "production", "timeout")
                        .out()
                        .lines())
                .containsExactly(
                        "timeout is 60 in production, revision bbbbbbbbbbbb",
                        "  set at environments/production/application.yaml:3:10",
                        "  instead of 30 at base/application.yaml:1:10");
    }

    @Test
    void watchShowsEachRevisionAndWhatItChanges() {
        server.on(
                "GET /api/v1/config/shop/environments/production/watch",
                200,
                Map.of(
                        "cursor",
                        "2." + NEW,
                        "events",
                        List.of(
                                Map.of("type", "snapshot", "revision", OLD, "values", Map.of("timeout", 30, "old", 1)),
                                Map.of(
                                        "type",
                                        "change",
                                        "revision",
                                        NEW,
                                        "set",
                                        Map.of("timeout", 31),
                                        "deleted",
                                        List.of("old")))));

        TypedCommand watch = TypedCommand.run(
                server, "config", "watch", "shop", "production", "--instance", "web-1", "--events", "2");

        assertThat(watch.status()).isZero();
        assertThat(watch.out().lines())
                .containsExactly("snapshot  aaaaaaaaaaaa  2 keys", "change  bbbbbbbbbbbb  timeout=31  -old");
        assertThat(server.last().path()).contains("/watch?instance=web-1&wait=20s");
    }

    @Test
    void historySaysWhereEachRevisionIs() {
        view();

        assertThat(TypedCommand.run(server, "config", "history", "shop")
                        .out()
                        .lines()
                        .map(ConfigReadTest::squeezed))
                .containsExactly(
                        "REVISION MADE BY CHANGED IN WHY",
                        "bbbbbbbbbbbb 0 s ago bob base/application.yaml staging slower",
                        "aaaaaaaaaaaa 0 s ago alice base/application.yaml production first");
    }

    @Test
    void comparesWhatTwoEnvironmentsHave() {
        view();
        server.on("GET /api/v1/config/shop/diff", 200, Json.mapper().readTree("""
                        {"from": "%s", "to": "%s", "changes": [
                          {"document": "base/application.yaml", "key": "timeout", "kind": "CHANGED", "before": "30", "after": "31"},
                          {"document": "base/application.yaml", "key": "token", "kind": "ADDED", "after": "(secret)"},
                          {"document": "services/web/web.yaml", "key": "old", "kind": "REMOVED", "before": "1"}]}
                        """.formatted(OLD, NEW)));

        TypedCommand diff = TypedCommand.run(server, "config", "diff", "shop", "production", "staging");

        assertThat(server.last().path()).endsWith("/diff?from=" + OLD + "&to=" + NEW);
        assertThat(diff.out().lines())
                .containsExactly(
                        "aaaaaaaaaaaa becomes bbbbbbbbbbbb",
                        "  base/application.yaml",
                        "    ~ timeout: 30 becomes 31",
                        "    + token: (secret)",
                        "  services/web/web.yaml",
                        "    - old: 1");
        TypedCommand.run(server, "config", "diff", "shop");
        assertThat(server.last().path()).endsWith("/diff?from=" + OLD + "&to=" + NEW);
    }

    @Test
    void anEnvironmentWithoutARevisionIsSaid() {
        view();

        TypedCommand diff = TypedCommand.run(server, "config", "diff", "shop", "training");

        assertThat(diff.status()).isEqualTo(2);
        assertThat(diff.err()).contains("no revision of shop is in training yet");
    }

    private void effective() {
        server.on(
                "GET /api/v1/config/shop/environments/staging",
                200,
                Json.mapper().readTree("""
                        {"application": "shop", "environment": "staging", "revision": "%s",
                         "values": {"name": "shop", "pool.name": "main", "pool.size": 30, "pools": 1}}
                        """.formatted(NEW)));
    }

    private void view() {
        Instant now = Instant.now();
        server.on(
                "GET /api/v1/config/shop",
                200,
                Json.tree(new ConfigView(
                        "shop",
                        2,
                        NEW,
                        List.of(
                                new RevisionView(NEW, OLD, "bob", "slower", now, List.of("base/application.yaml")),
                                new RevisionView(OLD, null, "alice", "first", now, List.of("base/application.yaml"))),
                        List.of(
                                new EnvironmentView("staging", NEW, null, List.of(OLD), null, null),
                                new EnvironmentView("production", OLD, null, List.of(), null, null),
                                new EnvironmentView("training", null, null, List.of(), null, null)))));
    }

    private static Map<String, Object> place(String layer, String value, String document, int line) {
        return Map.of(
                "layer", layer, "key", "timeout", "value", value, "document", document, "line", line, "column", 10);
    }

    private static String squeezed(String line) {
        return line.replaceAll(" {2,}", " ");
    }
}
