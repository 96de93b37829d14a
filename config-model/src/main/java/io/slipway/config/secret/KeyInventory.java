package io.slipway.config.secret;

import java.util.List;
import java.util.Optional;

/**
 * Everything that keys are needed for. A proof is worth as much as this list is complete: it has to name the values of every
 * revision that somebody may still want to read or go back to.
 *
 * @param rings the data keys of every application and environment
 * @param secrets every ciphertext in every revision that is kept
 */
public record KeyInventory(List<DataKeyRing> rings, List<HeldSecret> secrets) {
    public KeyInventory {
        rings = List.copyOf(rings);
        secrets = List.copyOf(secrets);
    }

    Optional<DataKeyRing> ring(Scope scope) {
        return rings.stream().filter(ring -> ring.scope().equals(scope)).findAny();
    }

    List<DataKey> wrappedUnder(String wrappingKeyId) {
        return rings.stream()
                .flatMap(ring -> ring.keys().stream())
                .filter(key -> key.wrapped().keyId().equals(wrappingKeyId))
                .toList();
    }

    List<HeldSecret> encryptedUnder(KeyRef.EncryptionKey key) {
        return secrets.stream().filter(key::encrypted).toList();
    }
}
