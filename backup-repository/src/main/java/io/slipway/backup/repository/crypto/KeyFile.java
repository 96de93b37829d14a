package io.slipway.backup.repository.crypto;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.json.GoTime;
import io.slipway.backup.repository.json.JsonObject;
import io.slipway.backup.repository.json.JsonObjectWriter;

/**
 * A passphrase's way to the master key, as it is stored (restic, doc/design.rst, "Keys, Encryption and MAC").
 *
 * @param data the master key's JSON, sealed with what scrypt makes of the passphrase
 */
public record KeyFile(
        String created, String username, String hostname, String kdf, int n, int r, int p, byte[] salt, byte[] data) {
    private static final int SALT = 64;

    public static KeyFile of(
            MasterKey master,
            char[] passphrase,
            ScryptCost cost,
            OffsetDateTime created,
            String username,
            String hostname) {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        byte[] plain = new JsonObjectWriter()
                .begin("mac")
                .bytes("k", master.macK())
                .bytes("r", master.macR())
                .end()
                .bytes("encrypt", master.encrypt())
                .finish();
        byte[] data = new Sealer(derive(passphrase, salt, cost)).seal(plain);
        return new KeyFile(
                GoTime.format(created), username, hostname, "scrypt", cost.n(), cost.r(), cost.p(), salt, data);
    }

    public static KeyFile parse(byte[] json) throws DamagedException {
        try {
            JsonObject file = JsonObject.parse(json);
            byte[] salt = file.bytes("salt");
            byte[] data = file.bytes("data");
            if (!"scrypt".equals(file.text("kdf")) || salt == null || data == null) {
                throw new DamagedException("it is not one that scrypt was used for");
            }
            return new KeyFile(
                    file.textOrEmpty("created"),
                    file.textOrEmpty("username"),
                    file.textOrEmpty("hostname"),
                    "scrypt",
                    file.smallNumber("N"),
                    file.smallNumber("r"),
                    file.smallNumber("p"),
                    salt,
                    data);
        } catch (DamagedException e) {
            throw new DamagedException("it is not a key file: " + e.getMessage(), e);
        }
    }

    public byte[] json() {
        return new JsonObjectWriter()
                .text("created", created)
                .text("username", username)
                .text("hostname", hostname)
                .text("kdf", kdf)
                .number("N", n)
                .number("r", r)
                .number("p", p)
                .bytes("salt", salt)
                .bytes("data", data)
                .finish();
    }

    /**
     * The master key, or nothing if the passphrase is not this file's.
     *
     * @throws DamagedException if it is no key file that anything could open
     */
    public Optional<MasterKey> open(char[] passphrase) throws DamagedException {
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
            JsonObject keys = JsonObject.parse(plain);
            JsonObject mac = Objects.requireNonNull(keys.object("mac"));
            return Optional.of(new MasterKey(
                    Objects.requireNonNull(keys.bytes("encrypt")),
                    Objects.requireNonNull(mac.bytes("k")),
                    Objects.requireNonNull(mac.bytes("r"))));
        } catch (DamagedException | IllegalArgumentException | NullPointerException e) {
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
