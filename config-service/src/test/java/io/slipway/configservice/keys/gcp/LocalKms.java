package io.slipway.configservice.keys.gcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A server on this host that speaks the published format of Cloud KMS and of the metadata server: it encrypts with AES-GCM, and
 * refuses what comes without the right token, with a wrong checksum or with other associated data.
 */
public final class LocalKms implements AutoCloseable {
    public static final String RING = "projects/shop-prod/locations/europe-west3/keyRings/slipway/cryptoKeys/";

    private static final int NONCE = 12;

    private final HttpServer server;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, SecretKey> keys = new ConcurrentHashMap<>();
    private final AtomicInteger encrypts = new AtomicInteger();
    private final AtomicInteger decrypts = new AtomicInteger();
    private final AtomicInteger tokens = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile Fault fault = Fault.NONE;
    private volatile int tokenLife = 3600;

    /** What is wrong with it. */
    public enum Fault {
        NONE,
        DENIED,
        DECRYPT_DENIED,
        VERSION_DISABLED,
        UNAVAILABLE,
        WRONG_CHECKSUM,
        NOTHING_CHECKED,
        OLD_TOKEN,
        HANGING
    }

    public LocalKms() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/computeMetadata/v1/instance/service-accounts/default/token", this::token);
        server.createContext("/v1/", this::call);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public void fault(Fault lasting) {
        fault(lasting, Integer.MAX_VALUE);
    }

    public void fault(Fault next, int times) {
        failures.set(times);
        fault = next;
    }

    public void tokenLife(int seconds) {
        tokenLife = seconds;
    }

    public int encrypts() {
        return encrypts.get();
    }

    public int decrypts() {
        return decrypts.get();
    }

    public int tokens() {
        return tokens.get();
    }

    private void token(HttpExchange exchange) throws IOException {
        if (!"Google".equals(exchange.getRequestHeaders().getFirst("Metadata-Flavor"))) {
            answer(exchange, 403, Map.of());
            return;
        }
        exchange.getResponseHeaders().set("Metadata-Flavor", "Google");
        answer(
                exchange,
                200,
                Map.of(
                        "access_token",
                        "token-" + tokens.incrementAndGet(),
                        "expires_in",
                        tokenLife,
                        "token_type",
                        "Bearer"));
    }

    private void call(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.substring("/v1/".length(), path.lastIndexOf(':'));
        boolean encrypting = path.endsWith(":encrypt");
        (encrypting ? encrypts : decrypts).incrementAndGet();
        Fault now = failures.getAndDecrement() > 0 ? fault : Fault.NONE;
        JsonNode request = Json.mapper().readTree(exchange.getRequestBody().readAllBytes());
        if (!("Bearer token-" + tokens.get())
                .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            refuse(exchange, 401, "UNAUTHENTICATED");
            return;
        }
        switch (now) {
            case OLD_TOKEN -> refuse(exchange, 401, "UNAUTHENTICATED");
            case DENIED -> refuse(exchange, 403, "PERMISSION_DENIED");
            case UNAVAILABLE -> refuse(exchange, 503, "UNAVAILABLE");
            case VERSION_DISABLED -> refuse(exchange, 400, "FAILED_PRECONDITION");
            case HANGING -> hang(exchange);
            case DECRYPT_DENIED -> {
                if (encrypting) {
                    carryOut(exchange, name, true, request, now);
                } else {
                    refuse(exchange, 403, "PERMISSION_DENIED");
                }
            }
            case NONE, WRONG_CHECKSUM, NOTHING_CHECKED -> carryOut(exchange, name, encrypting, request, now);
        }
    }

    private void carryOut(HttpExchange exchange, String name, boolean encrypting, JsonNode request, Fault now)
            throws IOException {
        String input = encrypting ? "plaintext" : "ciphertext";
        String output = encrypting ? "ciphertext" : "plaintext";
        if (!checked(request, input) || !checked(request, "additionalAuthenticatedData")) {
            refuse(exchange, 400, "INVALID_ARGUMENT");
            return;
        }
        byte[] result;
        try {
            byte[] associatedData = bytes(request, "additionalAuthenticatedData");
            result = encrypting
                    ? seal(key(name), bytes(request, input), associatedData)
                    : open(key(name), bytes(request, input), associatedData);
        } catch (GeneralSecurityException e) {
            refuse(exchange, 400, "INVALID_ARGUMENT");
            return;
        }
        long checksum = crc(result) + (now == Fault.WRONG_CHECKSUM ? 1 : 0);
        boolean verified = now != Fault.NOTHING_CHECKED;
        answer(
                exchange,
                200,
                encrypting
                        ? Map.of(
                                "name",
                                name + "/cryptoKeyVersions/1",
                                output,
                                base64(result),
                                output + "Crc32c",
                                Long.toString(checksum),
                                "verifiedPlaintextCrc32c",
                                verified,
                                "verifiedAdditionalAuthenticatedDataCrc32c",
                                verified,
                                "protectionLevel",
                                "SOFTWARE")
                        : Map.of(
                                output,
                                base64(result),
                                output + "Crc32c",
                                Long.toString(checksum),
                                "usedPrimary",
                                true,
                                "protectionLevel",
                                "SOFTWARE"));
    }

    private void hang(HttpExchange exchange) {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private SecretKey key(String name) {
        return keys.computeIfAbsent(name, _ -> {
            try {
                return KeyGenerator.getInstance("AES").generateKey();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static byte[] seal(SecretKey key, byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE];
        new SecureRandom().nextBytes(nonce);
        byte[] sealed = gcm(Cipher.ENCRYPT_MODE, key, nonce, associatedData).doFinal(plaintext);
        return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
    }

    private static byte[] open(SecretKey key, byte[] sealed, byte[] associatedData) throws GeneralSecurityException {
        return gcm(Cipher.DECRYPT_MODE, key, Arrays.copyOf(sealed, NONCE), associatedData)
                .doFinal(sealed, NONCE, sealed.length - NONCE);
    }

    private static Cipher gcm(int mode, SecretKey key, byte[] nonce, byte[] associatedData)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(associatedData);
        return cipher;
    }

    private static boolean checked(JsonNode request, String field) {
        return request.path(field + "Crc32c").asString("").equals(Long.toString(crc(bytes(request, field))));
    }

    private static byte[] bytes(JsonNode request, String field) {
        return Base64.getDecoder().decode(request.path(field).asString(""));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static long crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        answer(exchange, status, Map.of("error", Map.of("code", status, "message", "refused", "status", code)));
    }

    private static void answer(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = Json.mapper().writeValueAsString(body).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** What a process needs to use it with these keys. */
    public List<String> settings(String... keyNames) {
        List<String> settings = new ArrayList<>(
                List.of("--slipway.config.kms.endpoint=" + address(), "--slipway.config.kms.metadata=" + address()));
        settings.add("--slipway.config.kms.keys="
                + String.join(
                        ",",
                        Arrays.stream(keyNames)
                                .map(name -> "gcp-kms://" + RING + name)
                                .toList()));
        return settings;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
