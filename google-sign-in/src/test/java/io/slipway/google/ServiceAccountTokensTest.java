package io.slipway.google;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ServiceAccountTokensTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_write";

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-26T10:00:00Z"));
    private final AtomicInteger given = new AtomicInteger();
    private KeyPair keys;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::token);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Gives a token to whoever signed a request with the right key. */
    private void token(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String[] jwt = form.substring(form.indexOf("assertion=") + "assertion=".length())
                .split("\\.");
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(jwt[1]));
        boolean good = isSigned(jwt)
                && form.startsWith("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&")
                && claims.path("iss").asString().equals("slipway@shop.example")
                && claims.path("aud").asString().equals(address())
                && claims.path("scope").asString().equals(SCOPE)
                && claims.path("exp").asLong() - claims.path("iat").asLong() == 3600;
        byte[] body = JSON.writeValueAsBytes(
                good ? Map.of("access_token", "token-" + given.incrementAndGet(), "expires_in", 3600) : Map.of());
        exchange.sendResponseHeaders(good ? 200 : 401, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    private boolean isSigned(String[] jwt) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(keys.getPublic());
            signature.update((jwt[0] + "." + jwt[1]).getBytes(UTF_8));
            return signature.verify(Base64.getUrlDecoder().decode(jwt[2]));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
    }

    private Path keyFile(KeyPair pair, String tokenServer) throws IOException {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return Files.writeString(
                folder.resolve("key.json"),
                JSON.writeValueAsString(Map.of(
                        "type", "service_account",
                        "client_email", "slipway@shop.example",
                        "private_key_id", "1",
                        "private_key", pem,
                        "token_uri", tokenServer)));
    }

    private AccessTokens tokens(Path file) throws IOException {
        return new ServiceAccountTokens(HttpClient.newHttpClient(), ServiceAccountKey.read(file), SCOPE, now::get);
    }

    @Test
    void signsInAndRenewsShortlyBeforeTheEnd() throws Exception {
        AccessTokens tokens = tokens(keyFile(keys, address()));

        assertThat(tokens.get()).isEqualTo("token-1");
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(55)));
        assertThat(tokens.get()).isEqualTo("token-1");
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(2)));
        assertThat(tokens.get()).isEqualTo("token-2");
        tokens.refused("token-1");
        assertThat(tokens.get()).isEqualTo("token-2");
        tokens.refused("token-2");
        assertThat(tokens.get()).isEqualTo("token-3");
    }

    @Test
    void saysThatAKeyIsNotAccepted() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        AccessTokens tokens = tokens(keyFile(generator.generateKeyPair(), address()));

        assertThatThrownBy(tokens::get)
                .isInstanceOf(NoTokenException.class)
                .hasMessageContaining("answered 401 for slipway@shop.example");
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        Path nothing = folder.resolve("nothing.json");
        assertThatThrownBy(() -> ServiceAccountKey.read(nothing)).hasMessageContaining("cannot be read");
        Path text = Files.writeString(folder.resolve("text.json"), "secret text");
        assertThatThrownBy(() -> ServiceAccountKey.read(text))
                .hasMessageContaining("it is not JSON")
                .hasMessageNotContaining("secret");
        Path user = Files.writeString(folder.resolve("user.json"), "{\"type\":\"authorized_user\"}");
        assertThatThrownBy(() -> ServiceAccountKey.read(user)).hasMessageContaining("its type is not service_account");
        Path broken = Files.writeString(
                folder.resolve("broken.json"), "{\"type\":\"service_account\",\"private_key\":\"secret\"}");
        assertThatThrownBy(() -> ServiceAccountKey.read(broken))
                .hasMessageContaining("no RSA key")
                .hasMessageNotContaining("secret");
        Path open = keyFile(keys, "http://tokens.example/token");
        assertThatThrownBy(() -> ServiceAccountKey.read(open)).hasMessageContaining("token_uri has to be https");
    }

    @Test
    void keepsTokensOutOfWhatIsPrinted() throws Exception {
        assertThat(new RenewedTokens.Token("secret", now.get()).toString()).doesNotContain("secret");
        assertThat(RenewedTokens.read("{\"access_token\":\"a\"}", now.get())).isEmpty();
        assertThat(RenewedTokens.read("<html>", now.get())).isEmpty();
    }
}
