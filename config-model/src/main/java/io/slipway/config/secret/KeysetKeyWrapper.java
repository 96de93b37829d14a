package io.slipway.config.secret;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;

/** Key-encryption keys in a Tink keyset of this process. It is immutable: rotating gives another one. */
public final class KeysetKeyWrapper implements KeyWrapper {
    private final KeysetHandle keyset;
    private final AeadKeyWrapper keys;

    private KeysetKeyWrapper(KeysetHandle keyset) {
        this.keyset = keyset;
        this.keys = new AeadKeyWrapper(
                TinkKeys.id(keyset.getPrimary()),
                IntStream.range(0, keyset.size())
                        .mapToObj(keyset::getAt)
                        .collect(Collectors.toMap(TinkKeys::id, entry -> TinkKeys.only(entry, Aead.class))));
    }

    /** A new keyset with one new key. */
    public static KeysetKeyWrapper generate() {
        return new KeysetKeyWrapper(TinkKeys.generate(TinkKeys.AES_256_GCM));
    }

    /**
     * Reads a keyset in Tink's JSON format.
     *
     * @throws SecretException (malformed) when it is none
     */
    public static KeysetKeyWrapper parse(String json) {
        return new KeysetKeyWrapper(TinkKeys.parseSecret(json));
    }

    /** The keyset with its keys in the clear, in Tink's JSON format: for the one place that keeps it, and nobody else. */
    public String exportSecret() {
        return TinkKeys.exportSecret(keyset);
    }

    /** The same keys and a new one, which is the primary from here on. */
    public KeysetKeyWrapper withNewPrimary() {
        return new KeysetKeyWrapper(TinkKeys.withNewPrimary(keyset));
    }

    /**
     * The same keys without one that nothing needs any more.
     *
     * @throws SecretException (still in use) when the report does not prove that, or the key is the primary
     */
    public KeysetKeyWrapper destroy(RotationReport proof) {
        if (!(proof.retired() instanceof KeyRef.WrappingKey(String id))) {
            throw new IllegalArgumentException("The report is about a data key: " + proof.retired());
        }
        proof.requireComplete();
        if (id.equals(primaryKeyId())) {
            throw new SecretException(
                    SecretException.Reason.STILL_IN_USE, "The key " + id + " is the primary; add a new one first");
        }
        return new KeysetKeyWrapper(TinkKeys.without(keyset, id));
    }

    @Override
    public String primaryKeyId() {
        return keys.primaryKeyId();
    }

    @Override
    public Set<String> keyIds() {
        return keys.keyIds();
    }

    @Override
    public WrappedKey wrap(byte[] key, byte[] associatedData) {
        return keys.wrap(key, associatedData);
    }

    @Override
    public byte[] unwrap(WrappedKey wrapped, byte[] associatedData) {
        return keys.unwrap(wrapped, associatedData);
    }

    @Override
    public String toString() {
        return "keys " + Map.of("primary", primaryKeyId(), "all", keyIds());
    }
}
