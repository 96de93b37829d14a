package io.slipway.deploy.rollout.process.proxy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/** Asks each instance regularly how it is. Three bad answers in a row and it is left out, one good one and it is back. */
final class HealthProbe {
    private static final long INTERVAL_MS = 1000;
    private static final long TIMEOUT_MS = 2000;
    private static final int BAD_ANSWERS = 3;

    private final Vertx vertx;
    private final Upstreams upstreams;
    private final HttpClient client;
    private final Map<String, Integer> bad = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    HealthProbe(Vertx vertx, Upstreams upstreams) {
        this.vertx = vertx;
        this.upstreams = upstreams;
        // A connection of its own each time: one that hangs must not hide that others would, too.
        this.client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
    }

    void start() {
        vertx.setPeriodic(INTERVAL_MS, tick -> askAll());
    }

    private void askAll() {
        List<Routes.Backend> backends = upstreams.routes().backends().toList();
        bad.keySet().retainAll(backends.stream().map(Routes.Backend::id).toList());
        for (Routes.Backend backend : backends) {
            String path = backend.health();
            if (path != null && asked.add(backend.id())) {
                ask(backend, path).onComplete(answer -> {
                    asked.remove(backend.id());
                    heard(backend, answer.succeeded() && answer.result());
                });
            }
        }
    }

    private Future<Boolean> ask(Routes.Backend backend, String path) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(backend.host())
                .setPort(backend.port())
                .setURI(path)
                .setTimeout(TIMEOUT_MS);
        return client.request(options)
                .compose(HttpClientRequest::send)
                .compose(response -> response.end().map(response.statusCode() / 100 == 2));
    }

    private void heard(Routes.Backend backend, boolean good) {
        if (good) {
            bad.remove(backend.id());
            upstreams.well(backend);
        } else if (bad.merge(backend.id(), 1, Integer::sum) >= BAD_ANSWERS) {
            upstreams.sick(backend);
        }
    }
}
