package io.slipway.backup.repository.crypto;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.json.GoTime;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A passphrase's way to the master key, as it is stored (restic, doc/design.rst, "Keys, Encryption and MAC").
 *
 * @param data the master key's JSON, sealed with what scrypt makes of the passphrase
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record KeyFile(
        String created,
        String username,
        String hostname,
        String kdf,
        @JsonProperty("N") int n,
        int r,
        int p,
        byte[] salt,
        byte[] data) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final int SALT = 64;

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Mac(byte[] k, byte[] r) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Keys(Mac mac, byte[] encrypt) {}

    public static KeyFile of(
            MasterKey master,
            char[] passphrase,
            ScryptCost cost,
            OffsetDateTime created,
            String username,
            String hostname) {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        byte[] plain = JSON.writeValueAsBytes(new Keys(new Mac(master.macK(), master.macR()), master.encrypt()));
        byte[] data = new Sealer(derive(passphrase, salt, cost)).seal(plain);
        return new KeyFile(
                GoTime.format(created), username, hostname, "scrypt", cost.n(), cost.r(), cost.p(), salt, data);
    }

    public static KeyFile parse(byte[] json) throws DamagedException {
        try {
            return JSON.readValue(json, KeyFile.class);
        } catch (JacksonException e) {
            throw new DamagedException("it is not a key file: " + e.getOriginalMessage(), e);
        }
    }

    public byte[] json() {
        return JSON.writeValueAsBytes(this);
    }

    /**
     * The master key, or nothing if the passphrase is not this file's.
     *
     * @throws DamagedException if it is no key file that anything could open
     */
    public Optional<MasterKey> open(char[] passphrase) throws DamagedException {
        if (!"scrypt".equals(kdf) || salt == null || data == null) {
            throw new DamagedException("it is not a key file that scrypt was used for");
        }
        MasterKey user;
        try {
            user = derive(passphrase, salt, new ScryptCost(n, r, p));
        } catch (IllegalArgumentException e) {
            throw new DamagedException(e.getMessage(), e);
        }
        byte[] plain;
        try {
            plain = new Sealer(user).open(data);
        } catch (DamagedException e) {
            return Optional.empty();
        }
        try {
            Keys keys = JSON.readValue(plain, Keys.class);
            return Optional.of(
                    new MasterKey(keys.encrypt(), keys.mac().k(), keys.mac().r()));
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new DamagedException("what it holds is not a master key", e);
        }
    }

    private static MasterKey derive(char[] passphrase, byte[] salt, ScryptCost cost) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        try {
            return MasterKey.of(Scrypt.derive(bytes, salt, cost, MasterKey.BYTES));
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(encoded.array(), (byte) 0);
        }
    }
}
