package io.slipway.deploy.rollout.process.proxy;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;

/** A WebSocket: after the handshake both sides say what they like, until one of them hangs up. */
final class Tunnel {
    private static final String[] HANDSHAKE = {"Connection", "Upgrade"};

    private Tunnel() {}

    /** Passes the handshake on; what comes back may also be a refusal. */
    static Future<HttpClientResponse> open(HttpServerRequest request, HttpClientRequest sent) {
        for (String header : HANDSHAKE) {
            sent.putHeader(header, request.getHeader(header));
        }
        return sent.connect();
    }

    /** Takes the instance's consent back to the user and joins the two. */
    static void join(HttpServerRequest request, HttpClientResponse answer, Attempt attempt) {
        for (String header : HANDSHAKE) {
            request.response().putHeader(header, answer.getHeader(header));
        }
        NetSocket instance = answer.netSocket();
        instance.pause();
        request.resume();
        request.toNetSocket()
                .onSuccess(user -> {
                    user.closeHandler(gone -> end(attempt, instance));
                    instance.closeHandler(gone -> end(attempt, user));
                    user.pipeTo(instance);
                    instance.pipeTo(user);
                })
                .onFailure(gone -> end(attempt, instance));
    }

    private static void end(Attempt attempt, NetSocket other) {
        attempt.end();
        other.close();
    }
}
