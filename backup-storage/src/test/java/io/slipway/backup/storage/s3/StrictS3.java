package io.slipway.backup.storage.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A server in front of {@link LocalS3} that does what that one leaves out, as Amazon publishes it: it keeps the Object Lock that
 * uploads ask for, and refuses to remove or weaken one; and what is in a class that has to be thawed cannot be read before it
 * was asked for and the clock went on for long enough. Versions are the other server's. Everything else passes through.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html">Object Lock</a>
 */
final class StrictS3 implements AutoCloseable {
    private static final Set<String> OURS = Set.of(
            "connection", "content-length", "date", "expect", "host", "transfer-encoding", "upgrade", "http2-settings");
    private static final Pattern MODE = Pattern.compile("<Mode>(\\w+)</Mode>");
    private static final Pattern LISTED =
            Pattern.compile("<Contents>.*?<Key>([^<]+)</Key>.*?</Contents>", Pattern.DOTALL);
    private static final Pattern UNTIL = Pattern.compile("<RetainUntilDate>([^<]+)</RetainUntilDate>");

    private static final Duration THAWING = Duration.ofHours(4);

    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final URI behind;
    private final InstantSource clock;
    /** By the path of the object and its version. */
    private final Map<String, Lock> locks = new ConcurrentHashMap<>();
    /** The newest version by the path of the object. */
    private final Map<String, String> newest = new ConcurrentHashMap<>();

    /** Paths that a delete has put a marker on: the other server lists them all the same. */
    private final Set<String> hidden = ConcurrentHashMap.newKeySet();

    /** Since when what was asked for can be read, by the path of the object. */
    private final Map<String, Instant> thawed = new ConcurrentHashMap<>();
    /** By the path of the object, where it is not the usual one. */
    private final Map<String, String> classes = new ConcurrentHashMap<>();

    private record Lock(String mode, Instant until) {}

    StrictS3(URI behind, InstantSource clock) {
        this.behind = behind;
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

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            String query =
                    Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
            String method = exchange.getRequestMethod();
            String version = parameter(query, "versionId")
                    .or(() -> Optional.ofNullable(newest.get(path)))
                    .orElse("");
            if (query.startsWith("retention")) {
                retention(exchange, method, path + "@" + version, new String(body, UTF_8));
            } else if (method.equals("DELETE") && query.contains("versionId=") && isLocked(exchange, path, version)) {
                locked(exchange);
            } else if (query.startsWith("restore")) {
                thaw(exchange, path);
            } else if (isRead(exchange, method) && isFrozen(source(exchange, path))) {
                error(exchange, 403, "InvalidObjectState", "The operation is not valid for the object's storage class");
            } else {
                pass(exchange, path, version, body);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isRead(HttpExchange exchange, String method) {
        return method.equals("GET") || exchange.getRequestHeaders().containsKey("x-amz-copy-source");
    }

    private static String source(HttpExchange exchange, String path) {
        String copied = exchange.getRequestHeaders().getFirst("x-amz-copy-source");
        return copied == null ? path : copied.startsWith("/") ? copied : "/" + copied;
    }

    private boolean isFrozen(String path) {
        Instant ready = thawed.get(path);
        return isCold(path) && (ready == null || ready.isAfter(clock.instant()));
    }

    private boolean isCold(String path) {
        return Set.of("GLACIER", "DEEP_ARCHIVE").contains(classes.getOrDefault(path, ""));
    }

    private void thaw(HttpExchange exchange, String path) throws IOException {
        if (!isCold(path)) {
            error(exchange, 403, "InvalidObjectState", "Restore is not allowed for the object's current storage class");
        } else if (thawed.containsKey(path) && isFrozen(path)) {
            error(exchange, 409, "RestoreAlreadyInProgress", "Object restore is already in progress");
        } else {
            thawed.put(path, clock.instant().plus(THAWING));
            exchange.sendResponseHeaders(202, -1);
        }
    }

    private static Optional<String> parameter(String query, String name) {
        Matcher matcher = Pattern.compile("(?:^|&)" + name + "=([^&]*)").matcher(query);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private boolean isLocked(HttpExchange exchange, String path, String version) {
        Lock lock = locks.get(path + "@" + version);
        return lock != null && holds(exchange, lock);
    }

    /** Who has the permission for it may pass over one of governance, and says that it is meant. */
    private boolean holds(HttpExchange exchange, Lock lock) {
        boolean bypassed = lock.mode().equals("GOVERNANCE")
                && "true".equals(exchange.getRequestHeaders().getFirst("x-amz-bypass-governance-retention"));
        return lock.until().isAfter(clock.instant()) && !bypassed;
    }

    private void retention(HttpExchange exchange, String method, String object, String body) throws IOException {
        Lock now = locks.get(object);
        if (method.equals("GET")) {
            if (now == null) {
                error(
                        exchange,
                        404,
                        "NoSuchObjectLockConfiguration",
                        "The specified object does not have a ObjectLock configuration");
            } else {
                xml(
                        exchange,
                        200,
                        "<Retention xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Mode>" + now.mode()
                                + "</Mode><RetainUntilDate>" + now.until() + "</RetainUntilDate></Retention>");
            }
            return;
        }
        if (object.endsWith("@")) {
            error(exchange, 404, "NoSuchKey", "The specified key does not exist.");
            return;
        }
        Lock wanted = new Lock(first(MODE, body), Instant.parse(first(UNTIL, body)));
        boolean weaker = now != null
                && (wanted.until().isBefore(now.until())
                        || now.mode().equals("COMPLIANCE") && !wanted.mode().equals("COMPLIANCE"));
        if (weaker && holds(exchange, now)) {
            locked(exchange);
        } else {
            locks.put(object, wanted);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static String first(Pattern pattern, String body) {
        Matcher matcher = pattern.matcher(body);
        if (!matcher.find()) {
            throw new IllegalArgumentException(body);
        }
        return matcher.group(1);
    }

    private void pass(HttpExchange exchange, String path, String version, byte[] body)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(forwarded(exchange, body), BodyHandlers.ofByteArray());
        String method = exchange.getRequestMethod();
        if (answer.statusCode() < 300) {
            follow(exchange, path, answer);
        }
        Headers headers = exchange.getResponseHeaders();
        answer.headers().map().forEach((name, values) -> {
            if (!OURS.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, List.copyOf(values));
            }
        });
        if (method.equals("HEAD")) {
            answer.headers().firstValue("Content-Length").ifPresent(length -> headers.set("Content-Length", length));
            if (isCold(path) && thawed.containsKey(path)) {
                headers.set("x-amz-restore", "ongoing-request=\"" + isFrozen(path) + "\"");
            }
            Lock lock = locks.get(path + "@" + version);
            if (lock != null) {
                headers.set("x-amz-object-lock-mode", lock.mode());
                headers.set("x-amz-object-lock-retain-until-date", lock.until().toString());
            }
        }
        byte[] content = answer.body();
        if (String.valueOf(exchange.getRequestURI().getRawQuery()).contains("list-type=2")) {
            content = withoutHidden(path, new String(content, UTF_8)).getBytes(UTF_8);
        }
        exchange.sendResponseHeaders(answer.statusCode(), content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
    }

    private String withoutHidden(String bucket, String listing) {
        return LISTED.matcher(listing).replaceAll(found -> {
            String key = URLDecoder.decode(found.group(1), UTF_8);
            String bare = bucket.endsWith("/") ? bucket.substring(0, bucket.length() - 1) : bucket;
            return hidden.contains(bare + "/" + key) ? "" : Matcher.quoteReplacement(found.group());
        });
    }

    private HttpRequest forwarded(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        behind.resolve(exchange.getRequestURI().toString()))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OURS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private void follow(HttpExchange exchange, String path, HttpResponse<byte[]> answer) {
        String version = answer.headers()
                .firstValue("x-amz-version-id")
                .or(() -> Optional.ofNullable(newest.get(path)))
                .orElse("null");
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                hidden.remove(path);
                thawed.remove(path);
                newest.put(path, version);
                classes.put(
                        path,
                        Optional.ofNullable(exchange.getRequestHeaders().getFirst("x-amz-storage-class"))
                                .orElse("STANDARD"));
                String mode = exchange.getRequestHeaders().getFirst("x-amz-object-lock-mode");
                if (mode != null) {
                    String until = exchange.getRequestHeaders().getFirst("x-amz-object-lock-retain-until-date");
                    locks.put(path + "@" + version, new Lock(mode, Instant.parse(until)));
                }
            }
            case "DELETE" -> {
                if (parameter(String.valueOf(exchange.getRequestURI().getRawQuery()), "versionId")
                        .isPresent()) {
                    hidden.remove(path);
                } else {
                    newest.remove(path);
                    hidden.add(path);
                }
            }
            default -> {
                // Nothing changed.
            }
        }
    }

    private static void locked(HttpExchange exchange) throws IOException {
        error(exchange, 403, "AccessDenied", "Access Denied because object protected by object lock.");
    }

    private static void error(HttpExchange exchange, int status, String code, String message) throws IOException {
        xml(exchange, status, "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>");
    }

    private static void xml(HttpExchange exchange, int status, String content) throws IOException {
        byte[] bytes = content.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.shutdownNow();
    }
}
