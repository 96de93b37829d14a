package io.slipway.deploy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;

/** A web server that answers as a test tells it to: a status and a text, or a text that has no end. */
public final class Site implements AutoCloseable {
    private final HttpServer server;
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private volatile int status = 200;
    private volatile String text = "fine";
    private volatile boolean endless;

    public Site() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, endless ? 0 : body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
                out.flush();
                if (endless) {
                    over.await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    public Site answers(int newStatus, String newText) {
        status = newStatus;
        text = newText;
        return this;
    }

    /** Sends its headers and its text from now on, and then neither more nor an end. */
    public Site neverEnds() {
        endless = true;
        return this;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public int asked() {
        return asked.get();
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
    }
}
