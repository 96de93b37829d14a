package io.slipway.deploy.rollout.process.proxy;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whom a proxy asks, and what it does when the first one asked is of no use. */
class ProxyRoutingIT extends ProxyHarness {
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void aSafeRequestIsAskedAgainWhenAnInstanceGoesAwayWithoutAByte(String method) throws Exception {
        RawServer dying = track(new RawServer(Wire::readHead));
        RawServer good = track(RawServer.answering("good"));
        proxy.release("r", 100, null, dying.port(), good.port());
        for (int i = 0; i < 6; i++) {
            HttpResponse<String> response = proxy.send(
                    HttpRequest.newBuilder(proxy.uri("/")).method(method, HttpRequest.BodyPublishers.noBody()));
            assertThat(response.statusCode()).isEqualTo(200);
        }
        assertThat(dying.connections()).isEqualTo(3);
        assertThat(proxy.traffic("r").failures()).as("users got answers").isZero();
        await().until(() -> proxy.stats().inFlight().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void anyOtherRequestIsAskedOnce(String method) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        RawServer.Script dies = wire -> {
            wire.readHead();
            asked.incrementAndGet();
        };
        proxy.release(
                "r",
                100,
                null,
                track(new RawServer(dies)).port(),
                track(new RawServer(dies)).port());

        HttpResponse<String> response = proxy.send(
                HttpRequest.newBuilder(proxy.uri("/")).method(method, HttpRequest.BodyPublishers.ofString("order")));

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("https://slipway.io/problems/instance-unanswered");
        assertThat(asked).hasValue(1);
        assertThat(proxy.traffic("r").failures()).isEqualTo(1);
    }

    @Test
    void anInstanceThatCannotBeReachedHasNotSeenTheRequestSoAnyIsAskedElsewhere() throws Exception {
        CompletableFuture<String> body = new CompletableFuture<>();
        RawServer good = track(new RawServer(wire -> {
            wire.readHead();
            body.complete(wire.read(5));
            wire.write(OK);
        }));
        proxy.release("r", 100, null, deadPort(), good.port());

        HttpResponse<String> response =
                proxy.send(HttpRequest.newBuilder(proxy.uri("/")).POST(HttpRequest.BodyPublishers.ofString("order")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(body.get()).isEqualTo("order");
    }

    @Test
    void aReleaseThatNobodyOfAnswersForHasFailedEvenIfAnotherHelpsOut() throws Exception {
        proxy.release("dead", 50, null, deadPort());
        proxy.release("good", 50, null, track(RawServer.answering("good")).port());

        for (int i = 0; i < 10; i++) {
            assertThat(proxy.get("/").body()).isEqualTo("good");
        }
        assertThat(proxy.traffic("dead").failures()).isEqualTo(5);
        assertThat(proxy.traffic("good").requests()).isEqualTo(10);
        assertThat(proxy.traffic("good").failures()).isZero();
    }

    @Test
    void anInstanceThatIsNotWellIsLeftOutUntilItIsAgain() throws Exception {
        AtomicBoolean well = new AtomicBoolean();
        AtomicInteger asked = new AtomicInteger();
        RawServer unsteady = track(new RawServer(wire -> {
            String head = wire.readHead();
            boolean probe = head != null && head.startsWith("GET /healthz ");
            if (!probe) {
                asked.incrementAndGet();
            }
            wire.write(well.get() || !probe ? OK : "HTTP/1.1 503 Sick\r\nContent-Length: 0\r\n\r\n");
        }));
        proxy.release(
                "r",
                100,
                "/healthz",
                unsteady.port(),
                track(RawServer.answering("ok")).port());

        await().until(() -> proxy.stats().sick().equals(java.util.Set.of("r-0")));
        asked.set(0);
        for (int i = 0; i < 10; i++) {
            assertThat(proxy.get("/").statusCode()).isEqualTo(200);
        }
        assertThat(asked).hasValue(0);
        well.set(true);
        await().until(() -> proxy.stats().sick().isEmpty());
        for (int i = 0; i < 10; i++) {
            proxy.get("/");
        }
        assertThat(asked).hasValue(5);
    }

    @Test
    void aRequestInHandIsFinishedByTheInstanceItIsWith() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        one(wire -> {
            wire.readHead();
            goOn.await();
            wire.write("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nold");
        });
        try (Wire wire = proxy.wire()) {
            wire.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            await().until(() -> proxy.stats().inFlight().equals(java.util.Map.of("r-0", 1)));
            proxy.release("r", 0, null);
            proxy.release("s", 100, null, track(RawServer.answering("new")).port());
            assertThat(proxy.get("/").body()).isEqualTo("new");
            assertThat(proxy.stats().inFlight()).containsEntry("r-0", 1);
            goOn.countDown();
            assertThat(wire.readHead()).startsWith("HTTP/1.1 200 OK");
            assertThat(wire.read(3)).isEqualTo("old");
        }
        await().until(() -> proxy.stats().inFlight().isEmpty());
    }

    @Test
    void aWebSocketIsPassedThroughAndCountsAsInHand() throws Exception {
        one(wire -> {
            String head = wire.readHead();
            if (head != null && head.toLowerCase(Locale.ROOT).contains("upgrade: websocket")) {
                wire.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
                wire.write("hello".length() + wire.read(5).toUpperCase(Locale.ROOT));
                wire.socket().getInputStream().read();
            }
        });
        try (Wire wire = proxy.wire()) {
            wire.write("GET /socket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            assertThat(wire.readHead())
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("upgrade: websocket")
                    .containsIgnoringCase("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            wire.write("hello");
            assertThat(wire.read(6)).isEqualTo("5HELLO");
            assertThat(proxy.stats().inFlight()).containsEntry("r-0", 1);
        }
        await().until(() -> proxy.stats().inFlight().isEmpty());
    }

    @Test
    void aRefusedWebSocketIsAnOrdinaryAnswer() throws Exception {
        one(wire -> {
            wire.readHead();
            wire.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
        });
        try (Wire wire = proxy.wire()) {
            wire.write("GET /socket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            assertThat(wire.readHead()).startsWith("HTTP/1.1 403 ");
            assertThat(wire.read(2)).isEqualTo("no");
        }
        await().until(() -> proxy.stats().inFlight().isEmpty());
    }

    @Test
    void routesThatAreOverChangeNothingNorAreTheyKept() throws Exception {
        proxy.release("new", 100, null, track(RawServer.answering("new")).port());
        proxy.release("new", 100, null, track(RawServer.answering("new")).port());

        assertThat(proxy.route(new Routes(1, 0, List.of()))).isEqualTo(409);
        assertThat(proxy.get("/").body()).isEqualTo("new");
        assertThat(proxy.folder().routes().orElseThrow().generation()).isEqualTo(2);
    }

    @Test
    void longAddressesAndHeadersGoThrough() throws Exception {
        one(wire -> {
            wire.readHead();
            wire.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Long: " + "y".repeat(30_000) + "\r\n\r\nok");
        });
        HttpResponse<String> response = proxy.send(
                HttpRequest.newBuilder(proxy.uri("/" + "x".repeat(20_000))).header("X-Long", "z".repeat(20_000)));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("X-Long").orElseThrow()).hasSize(30_000);
    }

    @Test
    void theAdminPortIsForTheOwnerOfTheFolder() throws Exception {
        ProxyFolder.Admin admin = proxy.folder().admin().orElseThrow();
        try (Wire wire = Wire.to(admin.port())) {
            wire.write("GET /v1/stats HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                    + HexFormat.of().formatHex(new byte[32]) + "\r\n\r\n");
            assertThat(wire.readHead()).startsWith("HTTP/1.1 401 ");
        }
    }
}
