package io.slipway.notification.targets;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A local HTTP server that answers as told, and remembers what it took. */
public abstract class HttpTarget implements AutoCloseable {
    /** Lets a call wait for ever. */
    public static final Reply HANG = new Reply(Manner.HANG, 0, "", null, null);
    /** Takes what it is sent as usual, and lets the call wait for ever. */
    public static final Reply TAKE_AND_HANG = new Reply(Manner.TAKE_AND_HANG, 0, "", null, null);
    /** Takes what it is sent as usual, and closes the connection without an answer. */
    public static final Reply TAKE_AND_DROP = new Reply(Manner.TAKE_AND_DROP, 0, "", null, null);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Queue<Reply> next = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Reply> always = new AtomicReference<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    /** What it was sent. */
    public record Call(String path, Headers headers, byte[] body) {
        public String text() {
            return new String(body, UTF_8);
        }
    }

    /** How it treats a call. */
    public enum Manner {
        ANSWER,
        /** By its own judgement, as if nothing had been told. */
        PASS,
        HANG,
        TAKE_AND_HANG,
        TAKE_AND_DROP
    }

    /** @param status of an answer */
    public record Reply(
            Manner manner,
            int status,
            String body,
            @Nullable String retryAfter,
            @Nullable String location) {
        public static Reply of(int status, String body) {
            return new Reply(Manner.ANSWER, status, body, null, null);
        }

        public static Reply busy(int seconds) {
            return busy(String.valueOf(seconds));
        }

        /** @param retryAfter as in the header */
        public static Reply busy(String retryAfter) {
            return new Reply(Manner.ANSWER, 429, "rate_limited", retryAfter, null);
        }

        public static Reply redirect(URI to) {
            return new Reply(Manner.ANSWER, 302, "", null, to.toString());
        }
    }

    /** Nobody knows the address before the subclass is there. */
    @SuppressWarnings("this-escape")
    protected HttpTarget() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** What it does with a call when it was not told otherwise: takes it, or says why not. */
    protected abstract Reply judge(Call call);

    public URI address() {
        return address("/services/T000/B000/topsecretpath");
    }

    protected final URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** Answers the next calls so, one each. */
    public void then(Reply... replies) {
        next.addAll(List.of(replies));
    }

    /** Answers every call so; null for by its own judgement again. */
    public void always(@Nullable Reply reply) {
        always.set(reply);
    }

    /** All calls, taken or not. */
    public List<Call> calls() {
        return calls;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Call call = new Call(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders(),
                    exchange.getRequestBody().readAllBytes());
            calls.add(call);
            Reply told = next.poll();
            if (told == null) {
                told = always.get();
            }
            Reply reply = told == null ? judge(call) : told;
            switch (reply.manner()) {
                case ANSWER -> answer(exchange, reply);
                case PASS -> answer(exchange, judge(call));
                case HANG -> closed.await();
                case TAKE_AND_HANG -> {
                    judge(call);
                    closed.await();
                }
                case TAKE_AND_DROP -> judge(call);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, Reply reply) throws IOException {
        if (reply.retryAfter() != null) {
            exchange.getResponseHeaders().set("Retry-After", reply.retryAfter());
        }
        if (reply.location() != null) {
            exchange.getResponseHeaders().set("Location", reply.location());
        }
        byte[] body = reply.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }
}
