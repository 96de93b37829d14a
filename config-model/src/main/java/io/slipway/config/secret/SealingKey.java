package io.slipway.config.secret;

import java.security.GeneralSecurityException;
import java.util.Objects;

import com.google.crypto.tink.HybridEncrypt;

/**
 * Encrypts for an application in an environment without being able to decrypt, not even what it encrypted itself. There is
 * nothing secret in it; what matters is that it is the right one, so get it over an authenticated connection.
 *
 * @param id the data key that opens what is sealed
 * @param scope where the values are for
 * @param keyset the public key as a keyset in Tink's JSON format
 */
public record SealingKey(String id, Scope scope, String keyset) {
    static SealingKey of(DataKey key) {
        return new SealingKey(
                key.id(), key.scope(), Objects.requireNonNull(key.publicKeyset(), "a sealing key has a public half"));
    }

    /**
     * Seals a value for one address.
     *
     * @throws IllegalArgumentException when the address is of another application or environment
     * @throws SecretException (malformed) when the keyset is not a public key
     */
    public Ciphertext seal(SecretValue value, SecretAddress address) {
        if (!address.scope().equals(scope)) {
            throw new IllegalArgumentException("This key seals for " + scope + ", not for " + address.scope());
        }
        HybridEncrypt sealer = TinkKeys.primitive(TinkKeys.parsePublic(keyset), HybridEncrypt.class);
        byte[] payload = value.withBytes(bytes -> encrypt(sealer, bytes, address));
        return Ciphertext.of(Ciphertext.Kind.SEALED, id, payload);
    }

    private static byte[] encrypt(HybridEncrypt sealer, byte[] bytes, SecretAddress address) {
        try {
            return sealer.encrypt(bytes, address.associatedData());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Sealing failed for " + address);
        }
    }
}
