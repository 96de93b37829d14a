package io.slipway.deploy.rollout.process.proxy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

/** What a proxy passes on of the headers, and what it adds (RFC 9110, section 7.6). */
final class Headers {
    /** Names the version that answered, so that a split of the traffic can be seen from outside. */
    static final String RELEASE = "X-Slipway-Release";

    private static final String CONNECTION = "connection";

    /** They are about one connection and end with it. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            CONNECTION,
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private Headers() {}

    /** Copies those that are for the other end. */
    static void copy(MultiMap from, MultiMap to) {
        Set<String> named = aboutTheConnection(from);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!HOP_BY_HOP.contains(name) && !named.contains(name)) {
                to.add(header.getKey(), header.getValue());
            }
        }
    }

    /** Whether the other end hangs up after this message. */
    static boolean closes(MultiMap headers) {
        return aboutTheConnection(headers).contains("close");
    }

    private static Set<String> aboutTheConnection(MultiMap headers) {
        return headers.getAll(CONNECTION).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** Says who asked, by which address; what a proxy before this one said of it stays. */
    static void forwarded(HttpServerRequest request, MultiMap to) {
        String from = request.remoteAddress().hostAddress();
        String chain = to.get("X-Forwarded-For");
        to.set("X-Forwarded-For", chain == null ? from : chain + ", " + from);
        if (!to.contains("X-Forwarded-Proto")) {
            to.set("X-Forwarded-Proto", "http");
        }
        if (!to.contains("X-Forwarded-Host") && request.getHeader("Host") != null) {
            to.set("X-Forwarded-Host", request.getHeader("Host"));
        }
    }
}
