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
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;

import tools.jackson.core.JacksonException;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Serves one port and asks the instances its routes name. Routes come through a second port, on loopback, with a token
 * that only the owner of the folder can read:
 *
 * <ul>
 *   <li>{@code PUT /v1/routes}: new {@link Routes}, in force for every request that comes after the answer; 409 when newer
 *       ones are
 *   <li>{@code GET /v1/stats}: {@link ProxyStats}
 * </ul>
 */
final class Proxy {
    /** Below the idle limit of common servers (Node.js: 5 s), so that no request meets a connection that just closed. */
    private static final int UPSTREAM_KEEP_ALIVE_SECONDS = 2;

    private static final int MAX_CONNECTIONS = 256;

    /** Bytes of a request's first line, and of all its headers together. */
    private static final int MAX_HEADERS = 64 * 1024;

    private static final String LOOPBACK = "127.0.0.1";

    private final Vertx vertx;
    private final ProxyFolder folder;
    private final Counters counters = new Counters();
    private final Upstreams upstreams;
    private final String address;
    private final HttpClient client;
    private final HttpServer server;
    private final HttpServer adminServer;
    private final String token = token();

    /** @param address where requests come in; orders come in on loopback only */
    Proxy(Vertx vertx, ProxyFolder folder, Routes routes, String address) {
        this.vertx = vertx;
        this.folder = folder;
        this.address = address;
        this.upstreams = new Upstreams(routes);
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setKeepAlive(true)
                        .setKeepAliveTimeout(UPSTREAM_KEEP_ALIVE_SECONDS)
                        .setConnectTimeout((int) TimeUnit.SECONDS.toMillis(2))
                        .setDecompressionSupported(false)
                        .setMaxHeaderSize(MAX_HEADERS),
                new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS));
        this.server = vertx.createHttpServer(new HttpServerOptions()
                .setReuseAddress(true)
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(MAX_HEADERS)
                .setMaxHeaderSize(MAX_HEADERS));
        this.adminServer = vertx.createHttpServer();
    }

    /** Listens with the address named each time: without it Vert.x listens on all there are, whatever its options say. */
    Future<Void> start(int port) {
        new HealthProbe(vertx, upstreams).start();
        return server.requestHandler(request -> new Exchange(request, client, upstreams, counters).begin())
                .listen(port, address)
                .compose(started -> adminServer
                        .requestHandler(this::govern)
                        .listen(0, LOOPBACK)
                        .map(admin -> announce(admin.actualPort(), started.actualPort())));
    }

    Future<Void> stop() {
        return server.shutdown(10, TimeUnit.SECONDS).eventually(() -> adminServer.close());
    }

    private Void announce(int adminPort, int service) {
        try {
            folder.write(new ProxyFolder.Admin(adminPort, token, service));
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void govern(HttpServerRequest request) {
        if (!authorized(request)) {
            request.response().setStatusCode(401).end();
        } else if (request.method() == HttpMethod.PUT && request.path().equals("/v1/routes")) {
            request.body().onSuccess(body -> route(request, body));
        } else if (request.method() == HttpMethod.GET && request.path().equals("/v1/stats")) {
            byte[] stats = Json.write(counters.stats(upstreams.routes().generation(), upstreams.sick()));
            request.response().putHeader("Content-Type", "application/json").end(Buffer.buffer(stats));
        } else {
            request.response().setStatusCode(404).end();
        }
    }

    private void route(HttpServerRequest request, Buffer body) {
        try {
            Routes routes = Json.mapper().readValue(body.getBytes(), Routes.class);
            if (upstreams.route(routes)) {
                folder.write(routes);
                request.response().setStatusCode(204).end();
            } else {
                request.response()
                        .setStatusCode(409)
                        .end("generation " + upstreams.routes().generation() + " is in force");
            }
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
