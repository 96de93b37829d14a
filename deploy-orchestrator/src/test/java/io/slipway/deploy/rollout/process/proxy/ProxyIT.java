package io.slipway.deploy.rollout.process.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class ProxyIT {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    Path folder;

    private RunningProxy proxy;
    private final List<RawServer> servers = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        proxy = new RunningProxy(folder);
    }

    @AfterEach
    void stop() throws IOException {
        for (RawServer server : servers) {
            server.close();
        }
        proxy.close();
    }

    @Test
    void nobodyToAskIsSaidClearly() throws Exception {
        HttpResponse<String> response = proxy.get("/");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("https://slipway.io/problems/no-instance");
    }

    @Test
    void aRequestArrivesAsItWasSent() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        one(wire -> {
            seen.complete(wire.readHead());
            wire.write(OK);
        });
        try (Wire wire = proxy.wire()) {
            wire.write("GET /a%20b/../c?q=%C3%A4&q=+ HTTP/1.1\r\nHost: shop.example.org\r\nX-Twice: 1\r\nX-Twice: 2\r\n"
                    + "Connection: close\r\nConnection: TE, X-Mine\r\nX-Mine: mine\r\nKeep-Alive: timeout=5\r\nTE: trailers\r\n"
                    + "Proxy-Authorization: secret\r\nUpgrade: h2c\r\nX-Forwarded-For: 192.0.2.7\r\n"
                    + "X-Forwarded-Proto: https\r\n\r\n");
            assertThat(wire.readAll()).startsWith("HTTP/1.1 200 OK").endsWith("ok");
        }
        List<String> lines =
                seen.get().lines().map(line -> line.toLowerCase(Locale.ROOT)).toList();
        assertThat(lines.getFirst()).isEqualTo("get /a%20b/../c?q=%c3%a4&q=+ http/1.1");
        assertThat(lines)
                .contains(
                        "host: shop.example.org",
                        "x-twice: 1",
                        "x-twice: 2",
                        "x-forwarded-for: 192.0.2.7, 127.0.0.1",
                        "x-forwarded-proto: https",
                        "x-forwarded-host: shop.example.org")
                .noneMatch(line -> line.startsWith("x-mine")
                        || line.startsWith("keep-alive")
                        || line.startsWith("te:")
                        || line.startsWith("proxy-")
                        || line.startsWith("upgrade")
                        || line.equals("connection: close"));
    }

    @Test
    void anAnswerComesBackAsItWasGivenAndTheUsersConnectionStays() throws Exception {
        one(wire -> {
            wire.readHead();
            wire.write(
                    "HTTP/1.1 418 I am a teapot\r\nContent-Length: 2\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n"
                            + "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: max=1\r\n\r\nhi");
        });
        try (Wire wire = proxy.wire()) {
            for (int i = 0; i < 3; i++) {
                wire.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
                String head = wire.readHead();
                assertThat(wire.read(2)).isEqualTo("hi");
                assertThat(head).startsWith("HTTP/1.1 418 I am a teapot\r\n");
                List<String> lines =
                        head.lines().map(line -> line.toLowerCase(Locale.ROOT)).toList();
                assertThat(lines)
                        .contains(
                                "set-cookie: a=1",
                                "set-cookie: b=2",
                                "date: thu, 01 jan 1970 00:00:00 gmt",
                                "x-slipway-release: version-of-r")
                        .noneMatch(line -> line.startsWith("connection")
                                || line.startsWith("x-hop")
                                || line.startsWith("keep-alive"));
            }
        }
    }

    @Test
    void connectionsToAnInstanceAreUsedAgain() throws Exception {
        RawServer server = track(RawServer.answering("ok"));
        proxy.release("r", 100, null, server.port());
        for (int i = 0; i < 20; i++) {
            proxy.get("/");
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 42\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
            })
    void anAnswerWithoutABodyHasNone(String answer) throws Exception {
        one(wire -> {
            while (wire.readHead() != null) {
                wire.write(answer);
            }
        });
        try (Wire wire = proxy.wire()) {
            for (int i = 0; i < 2; i++) {
                wire.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(wire.readHead())
                        .startsWith(answer.substring(0, answer.indexOf('\r')))
                        .doesNotContainIgnoringCase("transfer-encoding");
            }
        }
        await().until(() -> proxy.stats().inFlight().isEmpty());
    }

    @Test
    void headTellsTheLengthAndSendsNothing() throws Exception {
        one(wire -> {
            while (wire.readHead() != null) {
                wire.write("HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n");
            }
        });
        try (Wire wire = proxy.wire()) {
            for (int i = 0; i < 2; i++) {
                wire.write("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(wire.readHead()).containsIgnoringCase("content-length: 1234");
            }
        }
        await().until(() -> proxy.stats().inFlight().isEmpty());
    }

    @Test
    void bodiesOfUnknownLengthGoThrough() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        one(wire -> {
            String head = wire.readHead();
            seen.complete(head + wire.read("5\r\nhello\r\n0\r\n\r\n".length()));
            wire.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
        });
        HttpResponse<String> response = proxy.send(HttpRequest.newBuilder(proxy.uri("/"))
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream("hello".getBytes()))));

        assertThat(response.body()).isEqualTo("abcde");
        assertThat(seen.get())
                .containsIgnoringCase("transfer-encoding: chunked")
                .contains("\r\nhello\r\n");
    }

    @Test
    void anAnswerThatEndsWithItsConnectionIsWhole() throws Exception {
        one(wire -> {
            wire.readHead();
            wire.write("HTTP/1.1 200 OK\r\n\r\nuntil the end");
        });
        assertThat(proxy.get("/").body()).isEqualTo("until the end");
        try (Wire wire = proxy.wire()) {
            wire.write("GET / HTTP/1.0\r\n\r\n");
            assertThat(wire.readAll()).endsWith("\r\n\r\nuntil the end").doesNotContainIgnoringCase("chunked");
        }
    }

    @Test
    void whoWaitsForAContinueGetsIt() throws Exception {
        one(wire -> {
            wire.readHead();
            wire.read(4);
            wire.write(OK);
        });
        try (Wire wire = proxy.wire()) {
            wire.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
            assertThat(wire.readHead()).startsWith("HTTP/1.1 100 ");
            wire.write("body");
            assertThat(wire.readHead()).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void aBigDownloadIsHeldBackByASlowUserAndNotKeptInMemory() throws Exception {
        AtomicLong written = new AtomicLong();
        byte[] piece = new byte[64 * 1024];
        int pieces = 2000;
        one(wire -> {
            wire.readHead();
            wire.write("HTTP/1.1 200 OK\r\nContent-Length: " + (long) piece.length * pieces + "\r\n\r\n");
            for (int i = 0; i < pieces; i++) {
                wire.socket().getOutputStream().write(piece);
                written.addAndGet(piece.length);
            }
        });
        HttpResponse<InputStream> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(proxy.uri("/")).build(), HttpResponse.BodyHandlers.ofInputStream());
        long stalled = stalled(written);
        try (InputStream body = response.body()) {
            assertThat(stalled).as("bytes taken for a user who reads none").isLessThan(40_000_000);
            assertThat(body.transferTo(java.io.OutputStream.nullOutputStream()))
                    .isEqualTo((long) piece.length * pieces);
        }
        await().until(() -> proxy.stats().inFlight().isEmpty());
    }

    @Test
    void aBigUploadIsHeldBackByASlowInstanceAndArrivesWhole() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        byte[] piece = new byte[64 * 1024];
        int pieces = 1000;
        one(wire -> {
            wire.readHead();
            read.await();
            wire.socket().getInputStream().skipNBytes((long) piece.length * pieces);
            wire.write(OK);
        });
        AtomicLong written = new AtomicLong();
        try (Wire wire = proxy.wire()) {
            wire.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + (long) piece.length * pieces + "\r\n\r\n");
            Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < pieces; i++) {
                        wire.socket().getOutputStream().write(piece);
                        written.addAndGet(piece.length);
                    }
                } catch (IOException e) {
                    written.set(-1);
                }
            });
            assertThat(stalled(written))
                    .as("bytes taken for an instance that reads none")
                    .isLessThan(40_000_000);
            read.countDown();
            assertThat(wire.readHead()).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void anInstanceThatAnswersBeforeItHasReadAllIsHeard() throws Exception {
        one(wire -> {
            wire.readHead();
            wire.write("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig");
        });
        try (Wire wire = proxy.wire()) {
            wire.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\nbegin");
            assertThat(wire.readHead()).startsWith("HTTP/1.1 413 Too Large");
            assertThat(wire.read(3)).isEqualTo("big");
        }
        await().until(() -> proxy.stats().inFlight().isEmpty());
    }

    @Test
    void anAnswerThatBreaksOffIsSeenToBeBrokenAndCountsAgainstTheRelease() throws Exception {
        one(wire -> {
            wire.readHead();
            wire.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        });
        assertThatThrownBy(() -> proxy.get("/")).isInstanceOf(IOException.class);

        await().until(() -> proxy.stats().inFlight().isEmpty());
        assertThat(proxy.traffic("r").requests()).isEqualTo(1);
        assertThat(proxy.traffic("r").failures()).isEqualTo(1);
    }

    @Test
    void aUserWhoLeavesIsNotTheReleasesFailureAndHoldsNothing() throws Exception {
        CountDownLatch hungUpOn = new CountDownLatch(2);
        AtomicBoolean answers = new AtomicBoolean();
        one(wire -> {
            wire.readHead();
            if (answers.get()) {
                wire.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
            }
            if (wire.socket().getInputStream().read() == -1) {
                hungUpOn.countDown();
            }
        });
        try (Wire beforeTheAnswer = proxy.wire()) {
            beforeTheAnswer.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            await().until(() -> proxy.stats().inFlight().equals(java.util.Map.of("r-0", 1)));
        }
        await().until(() -> proxy.stats().inFlight().isEmpty());
        answers.set(true);
        try (Wire inTheAnswer = proxy.wire()) {
            inTheAnswer.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            inTheAnswer.readHead();
            inTheAnswer.read(4);
        }
        await().until(() -> proxy.stats().inFlight().isEmpty());
        assertThat(hungUpOn.await(20, java.util.concurrent.TimeUnit.SECONDS))
                .as("the instance hears of it")
                .isTrue();
        assertThat(proxy.traffic("r").failures()).isZero();
    }

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

    /** How far a writer got when it does not get on any more. */
    private static long stalled(AtomicLong written) {
        AtomicLong last = new AtomicLong(-1);
        await().pollInterval(java.time.Duration.ofMillis(300)).until(() -> {
            long now = written.get();
            return now > 0 && last.getAndSet(now) == now;
        });
        return written.get();
    }

    private void one(RawServer.Script script) throws Exception {
        proxy.release("r", 100, null, track(new RawServer(script)).port());
    }

    private RawServer track(RawServer server) {
        servers.add(server);
        return server;
    }

    private static int deadPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
