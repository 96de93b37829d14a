package io.slipway.configservice;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import static io.slipway.configservice.RunningConfigService.body;
import static org.assertj.core.api.Assertions.assertThat;

/** Whoever watches is told each revision, whatever becomes of the connection. */
class ConfigWatchIT {
    private static final String DECLARATION = """
            environments:
              - name: production
                stages:
                  - percent: 50
                    soak: 1h
              - name: empty
            """;
    private static final String PRODUCTION = "/api/v1/config/shop/environments/production";
    private static final int MANY = 300;

    @TempDir
    private static Path folder;

    private static RunningConfigService service;
    private static String head;
    private static int changes;

    private final List<WatchingClient> clients = new ArrayList<>();

    @BeforeAll
    static void start() {
        service = new RunningConfigService(folder);
        head = service.commit(
                null,
                Map.of(
                        "slipway-config.yaml", DECLARATION,
                        "base/application.yaml", "timeout: 0\npassword: secret:database\n",
                        "environments/production/services/web/application.yaml", "port: 8080\n"));
        everywhere();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void leave() {
        clients.forEach(WatchingClient::close);
    }

    @Test
    void aStreamBeginsWithAllValuesAndGoesOnWithEachChange() throws Exception {
        WatchingClient client = watch("?service=web", Map.of());
        WatchingClient.Heard snapshot = client.next();
        assertThat(snapshot.type()).isEqualTo("snapshot");
        assertThat(snapshot.data().path("values").path("port").asInt()).isEqualTo(8080);
        assertThat(snapshot.data().path("values").path("password").asString()).isEqualTo("secret:database");

        change();

        WatchingClient.Heard change = client.next();
        assertThat(change.type()).isEqualTo("change");
        assertThat(change.data().path("previous").asString())
                .isEqualTo(snapshot.data().path("revision").asString());
        assertThat(change.data().path("revision").asString()).isEqualTo(head);
        assertThat(change.data().path("set").path("timeout").asInt()).isEqualTo(changes);
        assertThat(change.data().path("set")).hasSize(1);
        assertThat(change.data().path("hash").asString())
                .isEqualTo(
                        service.read(PRODUCTION + "?service=web").path("hash").asString());
    }

    @Test
    void whoComesBackGetsEverythingInBetweenAndWhoWasAwayTooLongAResync() throws Exception {
        WatchingClient client = watch("", Map.of());
        String cursor = client.next().id();
        client.close();
        change();
        String between = head;
        change();

        WatchingClient back = watch("", Map.of("Last-Event-ID", cursor));
        assertThat(back.next().data().path("revision").asString()).isEqualTo(between);
        WatchingClient.Heard newest = back.next();
        assertThat(newest.data().path("revision").asString()).isEqualTo(head);
        assertThat(newest.type()).isEqualTo("change");

        WatchingClient late = watch("", Map.of("Last-Event-ID", "0." + "0".repeat(64)));
        WatchingClient.Heard resync = late.next();
        assertThat(resync.type()).isEqualTo("resync");
        assertThat(resync.data().path("values").path("timeout").asInt()).isEqualTo(changes);
        assertThat(resync.data().path("revision").asString()).isEqualTo(head);
    }

    @Test
    void aRolloutToSomeIsToldToThoseItReaches() throws Exception {
        List<WatchingClient> instances = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            instances.add(watch("?instance=web-" + i, Map.of()));
            instances.getLast().next();
        }
        commit();
        String rollout = service.rollOut("production", head);
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String has = service.read(PRODUCTION + "?instance=web-" + i)
                    .path("revision")
                    .asString();
            if (has.equals(head)) {
                assertThat(instances.get(i).next().data().path("revision").asString())
                        .isEqualTo(head);
                reached.add("web-" + i);
            } else {
                assertThat(instances.get(i).isEmpty()).isTrue();
            }
        }
        assertThat(reached).hasSizeBetween(1, 19);
        body(service.post("alice", "/api/v1/config/shop/rollouts/" + rollout + "/advance", Map.of()), 202);
        for (int i = 0; i < 20; i++) {
            if (!reached.contains("web-" + i)) {
                assertThat(instances.get(i).next().data().path("revision").asString())
                        .isEqualTo(head);
            }
        }
    }

    @Test
    void aPollIsAnsweredAtOnceWhenThereIsSomethingAndElseWhenItsTimeIsOver() throws Exception {
        JsonNode first = service.read(PRODUCTION + "/watch");
        assertThat(first.path("events").path(0).path("type").asString()).isEqualTo("snapshot");
        String cursor = first.path("cursor").asString();

        JsonNode nothing = service.read(PRODUCTION + "/watch?wait=1s&after=" + cursor);
        assertThat(nothing.path("events")).isEmpty();
        assertThat(nothing.path("cursor").asString()).isEqualTo(cursor);

        change();
        String between = head;
        change();
        JsonNode both = service.read(PRODUCTION + "/watch?after=" + cursor);
        assertThat(both.path("events")).hasSize(2);
        assertThat(both.path("events").path(0).path("revision").asString()).isEqualTo(between);
        assertThat(both.path("events").path(1).path("revision").asString()).isEqualTo(head);
        assertThat(both.path("cursor").asString()).endsWith(head);
    }

    @Test
    void anEnvironmentWithoutAnythingIsWaitedFor() {
        JsonNode nothing = service.read("/api/v1/config/shop/environments/empty/watch?wait=1s");
        assertThat(nothing.path("events")).isEmpty();
        assertThat(nothing.path("cursor").asString()).endsWith(".-");
    }

    @Test
    void manyWatchersAreAllTold() throws Exception {
        for (int i = 0; i < MANY; i++) {
            watch("?service=web&instance=web-" + i, Map.of());
        }
        for (WatchingClient client : clients) {
            client.next();
        }
        change();
        for (WatchingClient client : clients) {
            assertThat(client.next().data().path("revision").asString()).isEqualTo(head);
        }
    }

    @Test
    void whatCannotBeIsAProblem() {
        body(service.get(PRODUCTION + "/watch?after=yesterday"), 400);
        body(service.get(PRODUCTION + "/watch?wait=forever"), 400);
        body(service.get("/api/v1/config/shop/environments/nowhere/watch"), 404);
        body(service.get("/api/v1/config/nothing/environments/production/watch"), 404);
    }

    private WatchingClient watch(String query, Map<String, String> headers) throws Exception {
        WatchingClient client = WatchingClient.open(service, PRODUCTION + "/watch" + query, headers);
        clients.add(client);
        return client;
    }

    private static void commit() {
        changes++;
        head = service.commit(
                head, Map.of("base/application.yaml", "timeout: " + changes + "\npassword: secret:database\n"));
    }

    /** One more revision, for everybody. */
    private static void change() {
        commit();
        everywhere();
    }

    private static void everywhere() {
        body(
                service.post(
                        "alice",
                        "/api/v1/config/shop/rollouts",
                        Map.of("environment", "production", "revision", head, "percent", 100)),
                202);
    }
}
