package io.slipway.backup.storage.gcs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A server on this host that speaks the published JSON API of Google Cloud Storage, and of its XML API the reading of objects,
 * which Google's own client uses. It honours generation preconditions, checksums, holds, and the retention of buckets and of
 * objects; whoever comes without the right token is refused.
 */
public final class LocalGcs implements AutoCloseable {
    public static final String TOKEN = "token-1";

    private static final Pattern OBJECTS = Pattern.compile("/(upload/)?storage/v1/b/([^/]+)/o(?:/(.+))?");
    private static final Pattern REWRITE =
            Pattern.compile("/storage/v1/b/([^/]+)/o/([^/]+)/rewriteTo/b/([^/]+)/o/([^/]+)");
    private static final Pattern BUCKET = Pattern.compile("/storage/v1/b/([^/]+)");
    private static final Pattern DIRECT = Pattern.compile("/([^/]+)/(.+)");
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final InstantSource clock;
    private final Map<String, GcsBucket> buckets = new ConcurrentHashMap<>();
    private final AtomicInteger unavailable = new AtomicInteger();
    private volatile int mostPerPage = 1000;
    private volatile boolean damaging;

    public LocalGcs(InstantSource clock) {
        this.clock = clock;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** @param retentionPolicy zero for none */
    public void createBucket(String name, Duration retentionPolicy) {
        buckets.put(name, new GcsBucket(name, retentionPolicy, clock));
    }

    GcsBucket bucket(String name) {
        return buckets.get(name);
    }

    /** Listings have no more names than this on a page. */
    void mostPerPage(int names) {
        mostPerPage = names;
    }

    /** The next requests are answered with 503. */
    void unavailable(int requests) {
        unavailable.set(requests);
    }

    /** Downloads have a wrong byte from now on. */
    void damageDownloads() {
        damaging = true;
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try (exchange) {
            try {
                if (unavailable.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    throw new GcsRefusal(503, "backendError");
                }
                if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                    throw new GcsRefusal(401, "authError");
                }
                route(exchange, body);
            } catch (GcsRefusal refusal) {
                json(
                        exchange,
                        refusal.status(),
                        Map.of(
                                "error",
                                Map.of(
                                        "code",
                                        refusal.status(),
                                        "message",
                                        refusal.getMessage(),
                                        "errors",
                                        new Object[] {
                                            Map.of(
                                                    "reason",
                                                    refusal.reason(),
                                                    "domain",
                                                    "global",
                                                    "message",
                                                    refusal.getMessage())
                                        })));
            }
        }
    }

    private void route(HttpExchange exchange, byte[] body) throws IOException, GcsRefusal {
        String path = exchange.getRequestURI().getRawPath();
        Map<String, String> query = query(exchange.getRequestURI());
        Matcher objects = OBJECTS.matcher(path);
        Matcher direct = DIRECT.matcher(path);
        Matcher known = BUCKET.matcher(path);
        Matcher rewrite = REWRITE.matcher(path);
        if (rewrite.matches()) {
            // From one object to itself only, which is what a change of the class is.
            if (!rewrite.group(2).equals(rewrite.group(4)) || !rewrite.group(1).equals(rewrite.group(3))) {
                throw new GcsRefusal(400, "notImplementedHere");
            }
            json(
                    exchange,
                    200,
                    existing(rewrite.group(1))
                            .rewrite(decoded(rewrite.group(2)), GcsClient.JSON.readTree(body), query));
        } else if (objects.matches()) {
            GcsBucket bucket = existing(objects.group(2));
            if (objects.group(1) != null) {
                upload(exchange, bucket, body, query);
            } else if (objects.group(3) == null) {
                json(exchange, 200, bucket.list(query, mostPerPage));
            } else {
                object(exchange, objects.group(2), bucket, decoded(objects.group(3)), body, query);
            }
        } else if (known.matches()) {
            existing(known.group(1));
            json(exchange, 200, Map.of("kind", "storage#bucket", "name", known.group(1)));
        } else if (direct.matches()) {
            media(exchange, existing(direct.group(1)).get(decoded(direct.group(2)), query));
        } else {
            throw new GcsRefusal(404, "notFound");
        }
    }

    private GcsBucket existing(String name) throws GcsRefusal {
        GcsBucket bucket = buckets.get(name);
        if (bucket == null) {
            throw new GcsRefusal(404, "notFound");
        }
        return bucket;
    }

    private static void upload(HttpExchange exchange, GcsBucket bucket, byte[] body, Map<String, String> query)
            throws IOException, GcsRefusal {
        switch (query.getOrDefault("uploadType", "")) {
            case "multipart" -> {
                MultipartRelated parts =
                        MultipartRelated.parse(exchange.getRequestHeaders().getFirst("Content-Type"), body);
                String name =
                        query.getOrDefault("name", parts.metadata().path("name").asString(""));
                json(exchange, 200, bucket.insert(name, parts.metadata(), parts.content(), query));
            }
            case "media" ->
                json(exchange, 200, bucket.insert(query.get("name"), GcsClient.JSON.createObjectNode(), body, query));
            // Large objects in steps; files of a repository are small enough for one request.
            default -> throw new GcsRefusal(400, "notImplementedHere");
        }
    }

    private void object(
            HttpExchange exchange,
            String bucketName,
            GcsBucket bucket,
            String name,
            byte[] body,
            Map<String, String> query)
            throws IOException, GcsRefusal {
        switch (exchange.getRequestMethod()) {
            case "GET" -> {
                GcsObject object = bucket.get(name, query);
                if (query.getOrDefault("alt", "json").equals("media")) {
                    media(exchange, object);
                } else {
                    json(exchange, 200, object.resource(bucketName));
                }
            }
            case "PATCH" -> {
                JsonNode request = GcsClient.JSON.readTree(body);
                json(exchange, 200, bucket.patch(name, request, query));
            }
            case "DELETE" -> {
                bucket.delete(name, query);
                exchange.sendResponseHeaders(204, -1);
            }
            default -> throw new GcsRefusal(405, "methodNotAllowed");
        }
    }

    private void media(HttpExchange exchange, GcsObject object) throws IOException, GcsRefusal {
        byte[] bytes = object.bytes();
        exchange.getResponseHeaders().set("x-goog-hash", "crc32c=" + object.crc32c());
        exchange.getResponseHeaders().set("x-goog-generation", Long.toString(object.generation()));
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range == null) {
            send(exchange, 200, bytes);
            return;
        }
        Matcher wanted = RANGE.matcher(range);
        if (!wanted.matches()) {
            throw new GcsRefusal(400, "invalidRange");
        }
        long first = Long.parseLong(wanted.group(1));
        long last = wanted.group(2).isEmpty() ? bytes.length - 1 : Long.parseLong(wanted.group(2));
        last = Math.min(last, bytes.length - 1);
        if (first > last) {
            throw new GcsRefusal(416, "requestedRangeNotSatisfiable");
        }
        exchange.getResponseHeaders().set("Content-Range", "bytes " + first + "-" + last + "/" + bytes.length);
        send(exchange, 206, Arrays.copyOfRange(bytes, (int) first, (int) last + 1));
    }

    private void send(HttpExchange exchange, int status, byte[] content) throws IOException {
        byte[] bytes = content;
        if (damaging && content.length > 0) {
            bytes = content.clone();
            bytes[bytes.length / 2] ^= 1;
        }
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void json(HttpExchange exchange, int status, Object value) throws IOException {
        byte[] bytes = GcsClient.JSON.writeValueAsBytes(value);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> query(URI address) {
        Map<String, String> query = new HashMap<>();
        if (address.getRawQuery() != null) {
            for (String pair : address.getRawQuery().split("&")) {
                String[] parts = pair.split("=", 2);
                query.put(parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], UTF_8));
            }
        }
        return query;
    }

    private static String decoded(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
