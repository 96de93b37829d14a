package io.slipway.deploy.rollout.process.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

import io.slipway.events.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyOptions;

import tools.jackson.core.JacksonException;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Serves one port and asks the instances its routes name. Routes come through a second port, on loopback, with a token
 * that only the owner of the folder can read:
 *
 * <ul>
 *   <li>{@code PUT /v1/routes}: new {@link Routes}, in force for every request that comes after the answer
 *   <li>{@code GET /v1/stats}: {@link ProxyStats}
 * </ul>
 */
final class Proxy {
    /** Below the idle limit of common servers (Node.js: 5 s), so that no request meets a connection that just closed. */
    private static final int UPSTREAM_KEEP_ALIVE_SECONDS = 2;

    private static final int MAX_CONNECTIONS = 256;
    private static final String LOOPBACK = "127.0.0.1";

    private final Vertx vertx;
    private final ProxyFolder folder;
    private final Counters counters = new Counters();
    private final Forwarding forwarding;
    private final HttpServer server;
    private final HttpServer adminServer;
    private final String token = token();

    Proxy(Vertx vertx, ProxyFolder folder, Routes routes) {
        this.vertx = vertx;
        this.folder = folder;
        this.forwarding = new Forwarding(routes, counters);
        this.server =
                vertx.createHttpServer(new HttpServerOptions().setHost(LOOPBACK).setReuseAddress(true));
        this.adminServer = vertx.createHttpServer(new HttpServerOptions().setHost(LOOPBACK));
    }

    Future<Void> start(int port) {
        HttpProxy proxy = HttpProxy.reverseProxy(
                        new ProxyOptions().setSupportWebSocket(true),
                        vertx.createHttpClient(
                                new HttpClientOptions()
                                        .setKeepAlive(true)
                                        .setKeepAliveTimeout(UPSTREAM_KEEP_ALIVE_SECONDS)
                                        .setConnectTimeout((int) TimeUnit.SECONDS.toMillis(2))
                                        .setDecompressionSupported(false),
                                new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS)))
                .origin(forwarding)
                .addInterceptor(forwarding);
        return server.requestHandler(request -> serve(proxy, request))
                .listen(port)
                .compose(started -> adminServer.requestHandler(this::govern).listen(0))
                .map(admin -> announce(admin.actualPort()));
    }

    Future<Void> stop() {
        return server.shutdown(10, TimeUnit.SECONDS).eventually(() -> adminServer.close());
    }

    private Void announce(int adminPort) {
        try {
            folder.write(new ProxyFolder.Admin(adminPort, token));
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(HttpProxy proxy, HttpServerRequest request) {
        if (forwarding.hasSomebody()) {
            proxy.handle(request);
        } else {
            request.response()
                    .setStatusCode(503)
                    .putHeader("Retry-After", "1")
                    .putHeader("Content-Type", "application/problem+json")
                    .end("{\"title\":\"No release serves\",\"status\":503}");
        }
    }

    private void govern(HttpServerRequest request) {
        if (!authorized(request)) {
            request.response().setStatusCode(401).end();
        } else if (request.method() == HttpMethod.PUT && request.path().equals("/v1/routes")) {
            request.body().onSuccess(body -> route(request, body));
        } else if (request.method() == HttpMethod.GET && request.path().equals("/v1/stats")) {
            byte[] stats = Json.write(counters.stats(forwarding.routes().generation()));
            request.response().putHeader("Content-Type", "application/json").end(Buffer.buffer(stats));
        } else {
            request.response().setStatusCode(404).end();
        }
    }

    private void route(HttpServerRequest request, Buffer body) {
        try {
            Routes routes = Json.mapper().readValue(body.getBytes(), Routes.class);
            folder.write(routes);
            forwarding.route(routes);
            request.response().setStatusCode(204).end();
        } catch (JacksonException e) {
            request.response().setStatusCode(400).end(e.getOriginalMessage());
        } catch (IOException e) {
            request.response().setStatusCode(500).end("cannot keep the routes: " + e.getMessage());
        }
    }

    private boolean authorized(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && MessageDigest.isEqual(("Bearer " + token).getBytes(UTF_8), header.getBytes(UTF_8));
    }

    private static String token() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
