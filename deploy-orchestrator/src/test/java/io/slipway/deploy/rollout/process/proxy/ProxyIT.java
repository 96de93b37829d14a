package io.slipway.deploy.rollout.process.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What a proxy does with requests and answers that go well or break off. */
class ProxyIT extends ProxyHarness {

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

    /** How far a writer got when it does not get on any more. */
    private static long stalled(AtomicLong written) {
        AtomicLong last = new AtomicLong(-1);
        await().pollInterval(java.time.Duration.ofMillis(300)).until(() -> {
            long now = written.get();
            return now > 0 && last.getAndSet(now) == now;
        });
        return written.get();
    }
}
