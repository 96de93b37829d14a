package io.slipway.deploy.rollout.process.proxy;

import java.util.Map;

import io.slipway.events.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** What the proxy answers itself, as RFC 9457 has it. */
enum Problem {
    NOBODY(503, "no-instance", "No instance serves"),
    UNANSWERED(502, "instance-unanswered", "The instance did not answer"),
    METHOD(501, "method-not-supported", "The proxy opens no tunnels");

    private final int status;
    private final Buffer body;

    Problem(int status, String code, String title) {
        this.status = status;
        this.body = Buffer.buffer(
                Json.write(Map.of("type", "https://slipway.io/problems/" + code, "title", title, "status", status)));
    }

    void answer(HttpServerRequest request) {
        request.resume();
        if (status == 503) {
            request.response().putHeader("Retry-After", "1");
        }
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(body);
    }
}
