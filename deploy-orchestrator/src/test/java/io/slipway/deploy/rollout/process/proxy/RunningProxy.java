package io.slipway.deploy.rollout.process.proxy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.rollout.ReleaseTraffic;
import io.slipway.events.json.Json;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** A proxy as it really runs, but in the test's process. */
final class RunningProxy implements AutoCloseable {
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Routes.Release> releases = new ArrayList<>();
    private final ProxyFolder folder;
    private final Proxy proxy;
    private long generation;

    RunningProxy(Path path) {
        this(path, "127.0.0.1");
    }

    RunningProxy(Path path, String address) {
        folder = new ProxyFolder(path);
        proxy = new Proxy(vertx, folder, Routes.none(0), address);
        proxy.start(0).toCompletionStage().toCompletableFuture().join();
    }

    int port() throws IOException {
        return folder.admin().orElseThrow().service();
    }

    int adminPort() throws IOException {
        return folder.admin().orElseThrow().port();
    }

    URI uri(String path) throws IOException {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** Adds a release with an instance per port; the id of an instance is {@code <release>-<index>}. */
    RunningProxy release(String id, int weight, @Nullable String health, int... ports) throws Exception {
        List<Routes.Backend> backends = new ArrayList<>();
        for (int port : ports) {
            backends.add(new Routes.Backend(id + "-" + backends.size(), "127.0.0.1", port, health));
        }
        releases.removeIf(release -> release.id().equals(id));
        releases.add(new Routes.Release(id, "version-of-" + id, weight, backends));
        int status = route(new Routes(++generation, 0, releases));
        if (status != 204) {
            throw new IllegalStateException("routes: " + status);
        }
        return this;
    }

    int route(Routes routes) throws Exception {
        ProxyFolder.Admin admin = folder.admin().orElseThrow();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin.port() + "/v1/routes"))
                .header("Authorization", "Bearer " + admin.token())
                .PUT(HttpRequest.BodyPublishers.ofByteArray(Json.write(routes)))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    ProxyStats stats() throws Exception {
        ProxyFolder.Admin admin = folder.admin().orElseThrow();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin.port() + "/v1/stats"))
                .header("Authorization", "Bearer " + admin.token())
                .build();
        byte[] body =
                http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
        return Json.mapper().readValue(body, ProxyStats.class);
    }

    ReleaseTraffic traffic(String release) throws Exception {
        return stats().releases().getOrDefault(release, ReleaseTraffic.none());
    }

    HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    Wire wire() throws IOException {
        return Wire.to(port());
    }

    ProxyFolder folder() {
        return folder;
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
