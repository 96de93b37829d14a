package io.slipway.deploy.rollout.process;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.slipway.deploy.os.CleanEnvironment;
import io.slipway.deploy.rollout.process.proxy.ProxyFolder;
import io.slipway.deploy.rollout.process.proxy.ProxyMain;
import io.slipway.deploy.rollout.process.proxy.ProxyStats;
import io.slipway.deploy.rollout.process.proxy.Routes;
import io.slipway.events.json.Json;
import io.slipway.kit.task.TaskFailedException;

/** Starts the proxy of one service where it does not run, and tells it its routes. */
final class ProxyControl {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    /** Longer than the proxy itself grants the requests it has in hand. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final int LAST_WORDS = 3;

    private final ServiceFolder folder;
    private final String address;
    private final HttpClient http;

    /** @param address where the proxy serves requests */
    ProxyControl(ServiceFolder folder, String address, HttpClient http) {
        this.folder = folder;
        this.address = address;
        this.http = http;
    }

    boolean isRunning() {
        return folder.proxyProcess().isAlive();
    }

    /** Starts the proxy where it does not run or serves another port, with the routes it had. */
    void ensureRunning(int port) throws IOException, TaskFailedException, InterruptedException {
        if (isRunning() && stats().isPresent() && serves(port)) {
            return;
        }
        DetachedProcess process = folder.proxyProcess();
        process.stop(STOP_TIMEOUT);
        folder.proxy().forgetAdmin();
        process.start(command(port), folder.path(), CleanEnvironment.variables());
        Instant end = Instant.now().plus(START_TIMEOUT);
        while (stats().isEmpty()) {
            boolean alive = process.isAlive();
            if (!alive || Instant.now().isAfter(end)) {
                throw new TaskFailedException(
                        "the proxy on port " + port + " does not start: " + process.lastWords(LAST_WORDS), true);
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private boolean serves(int port) throws IOException {
        int served = folder.proxy().admin().map(ProxyFolder.Admin::service).orElse(0);
        return served == 0 || served == port;
    }

    /** Tells the routes; they are in force when this returns. */
    void route(Routes routes) throws IOException, TaskFailedException, InterruptedException {
        ProxyFolder.Admin admin = folder.proxy().admin().orElseThrow(() -> new IOException("the proxy does not run"));
        HttpRequest request = request(admin, "/v1/routes")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(Json.write(routes)))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == 409) {
            throw new TaskFailedException("the proxy has newer routes: " + response.body(), false);
        }
        if (response.statusCode() != 204) {
            throw new TaskFailedException(
                    "the proxy answers " + response.statusCode() + " to new routes: " + response.body(), true);
        }
    }

    /** What the proxy has seen; empty when it does not answer. */
    Optional<ProxyStats> stats() throws InterruptedException {
        try {
            Optional<ProxyFolder.Admin> admin = folder.proxy().admin();
            if (admin.isEmpty()) {
                return Optional.empty();
            }
            HttpResponse<byte[]> response =
                    http.send(request(admin.get(), "/v1/stats").build(), HttpResponse.BodyHandlers.ofByteArray());
            return response.statusCode() == 200
                    ? Optional.of(Json.mapper().readValue(response.body(), ProxyStats.class))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static HttpRequest.Builder request(ProxyFolder.Admin admin, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin.port() + path))
                .timeout(REQUEST_TIMEOUT)
                .header("Authorization", "Bearer " + admin.token());
    }

    private List<String> command(int port) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:+UseCompactObjectHeaders",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                ProxyMain.class.getName(),
                folder.proxy().path().toString(),
                String.valueOf(port),
                address);
    }

    /** Ours, whatever folder the proxy runs in. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
