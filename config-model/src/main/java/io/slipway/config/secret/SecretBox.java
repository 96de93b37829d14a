package io.slipway.config.secret;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.KeysetHandle;

import static io.slipway.config.secret.SecretException.Reason.DOES_NOT_OPEN;
import static io.slipway.config.secret.SecretException.Reason.KEY_UNAVAILABLE;

/**
 * Encrypts and decrypts the values of one application in one environment. It unwraps each data key once and keeps it for as
 * long as it lives, so that a key management service is not asked for every value; safe for many threads.
 */
public final class SecretBox {
    private final DataKeyRing ring;
    private final KeyWrapper wrapper;
    private final Map<DataKey, Opener> openers = new ConcurrentHashMap<>();

    /** What an unwrapped data key does. */
    private interface Opener {
        byte[] open(byte[] payload, byte[] associatedData) throws GeneralSecurityException;
    }

    public SecretBox(DataKeyRing ring, KeyWrapper wrapper) {
        this.ring = ring;
        this.wrapper = wrapper;
    }

    /**
     * Encrypts a value for one address under the newest data key.
     *
     * @throws SecretException (key unavailable) when that key cannot be unwrapped
     */
    public Ciphertext encrypt(SecretValue value, SecretAddress address) {
        requireOwn(address);
        DataKey key = ring.primary(Ciphertext.Kind.SYMMETRIC)
                .orElseThrow(() -> new SecretException(KEY_UNAVAILABLE, "There is no data key for " + ring.scope()));
        Aead aead = TinkKeys.primitive(key.unwrap(wrapper), Aead.class);
        byte[] payload = value.withBytes(bytes -> encrypt(aead, bytes, address));
        return Ciphertext.of(Ciphertext.Kind.SYMMETRIC, key.id(), payload);
    }

    /**
     * Opens a value of either kind at its address.
     *
     * @throws SecretException (key unavailable) when its key is not at hand, (does not open) when the value was made for
     *     another address or changed since
     */
    public SecretValue decrypt(Ciphertext ciphertext, SecretAddress address) {
        requireOwn(address);
        DataKey key = ring.find(ciphertext.kind(), ciphertext.keyId())
                .orElseThrow(() -> new SecretException(
                        KEY_UNAVAILABLE,
                        "The value of " + address + " needs the data key " + ciphertext.keyId() + ", which "
                                + ring.scope() + " does not have: it was encrypted for another application or"
                                + " environment, or the key was destroyed"));
        Opener opener = openers.computeIfAbsent(key, this::opener);
        try {
            return SecretValue.owning(opener.open(ciphertext.bytes(), address.associatedData()));
        } catch (GeneralSecurityException e) {
            throw new SecretException(
                    DOES_NOT_OPEN,
                    "The value of " + address
                            + " does not open here: it was encrypted for another key, or changed since");
        }
    }

    private Opener opener(DataKey key) {
        KeysetHandle keyset = key.unwrap(wrapper);
        return switch (key.kind()) {
            case SYMMETRIC -> TinkKeys.primitive(keyset, Aead.class)::decrypt;
            case SEALED -> TinkKeys.primitive(keyset, HybridDecrypt.class)::decrypt;
        };
    }

    private static byte[] encrypt(Aead aead, byte[] bytes, SecretAddress address) {
        try {
            return aead.encrypt(bytes, address.associatedData());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Encrypting failed for " + address);
        }
    }

    private void requireOwn(SecretAddress address) {
        if (!address.scope().equals(ring.scope())) {
            throw new IllegalArgumentException("This box is for " + ring.scope() + ", not for " + address.scope());
        }
    }
}
