package io.slipway.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.cli.fake.Documents;
import io.slipway.cli.fake.FakeSlipway;
import io.slipway.config.secret.Ciphertext;
import io.slipway.config.secret.DataKeyRing;
import io.slipway.config.secret.KeysetKeyWrapper;
import io.slipway.config.secret.Scope;
import io.slipway.config.secret.SealingKey;
import io.slipway.config.secret.SecretAddress;
import io.slipway.config.secret.SecretBox;
import io.slipway.config.secret.SecretValue;
import io.slipway.events.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A person who may write a secret and not read it. */
class ConfigEncryptTest {
    private static final String SECRET = "correct horse";

    @TempDir
    Path folder;

    private final FakeSlipway server = new FakeSlipway();
    private final KeysetKeyWrapper wrapper = KeysetKeyWrapper.generate();
    private final DataKeyRing ring = DataKeyRing.generate(new Scope("shop", "production"), wrapper);
    private final InputStream input = System.in;

    @AfterEach
    void stop() {
        System.setIn(input);
        server.close();
    }

    @Test
    void aValueIsSealedHereAndOpensAtItsKeyAlone() {
        server.on("GET /api/v1/config/shop/environments/production/sealing-key", 200, publicKey());

        TypedCommand encrypt = encrypt(SECRET + "\n");

        assertThat(encrypt.status()).as(encrypt.err()).isZero();
        assertThat(opened(encrypt.out().strip())).isEqualTo(SECRET);
        assertThat(encrypt.out() + encrypt.err()).doesNotContain(SECRET);
        assertThat(server.requests())
                .allSatisfy(
                        request -> assertThat(request.path() + request.body()).doesNotContain(SECRET));
    }

    @Test
    void aFileWithThePublicKeyNeedsNoServer() throws IOException {
        Path file = folder.resolve("key.json");
        Files.write(file, Json.write(publicKey()));

        assertThat(opened(
                        encrypt(SECRET, "--sealing-key", file.toString()).out().strip()))
                .isEqualTo(SECRET);
        assertThat(server.requests()).isEmpty();
        Files.writeString(file, "{}");
        TypedCommand none = encrypt(SECRET, "--sealing-key", file.toString());
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("no sealing key").doesNotContain(SECRET);
    }

    @Test
    void anEnvironmentWithoutKeysSaysWhatToDo() {
        server.on(
                "GET /api/v1/config/shop/environments/production/sealing-key",
                404,
                Documents.problem(404, "Not found", "There are no keys of shop in production yet.", List.of()));
        server.on("POST /api/v1/config/shop/encrypt", 200, Map.of("ciphertext", "{cipher}v1:abc:AAAA"));

        assertThat(encrypt(SECRET).err()).contains("--by-server");
        assertThat(encrypt(SECRET, "--by-server").out()).isEqualTo("{cipher}v1:abc:AAAA\n");
        assertThat(server.last().json().path("key").asString()).isEqualTo("database.password");
    }

    @Test
    void nothingIsNoSecret() {
        TypedCommand empty = encrypt("\n");

        assertThat(empty.status()).isEqualTo(2);
        assertThat(empty.err()).contains("there is no value");
    }

    private TypedCommand encrypt(String typed, String... more) {
        System.setIn(new ByteArrayInputStream(typed.getBytes(UTF_8)));
        List<String> words = new ArrayList<>(List.of("config", "encrypt", "shop", "production", "database.password"));
        words.addAll(List.of(more));
        return TypedCommand.run(server, words.toArray(String[]::new));
    }

    private Map<String, String> publicKey() {
        SealingKey key = ring.sealingKey().orElseThrow();
        return Map.of("application", "shop", "environment", "production", "id", key.id(), "keyset", key.keyset());
    }

    private String opened(String ciphertext) {
        try (SecretValue value = new SecretBox(ring, wrapper)
                .decrypt(Ciphertext.parse(ciphertext), new SecretAddress("shop", "production", "database.password"))) {
            return value.withChars(String::new);
        }
    }
}
