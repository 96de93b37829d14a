package io.slipway.config.secret;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import com.google.crypto.tink.KeysetHandle;

/**
 * A data key of one application in one environment, wrapped: it may be stored and sent.
 *
 * @param id what ciphertexts name it by; random, unique within its scope
 * @param kind what it is for: values the service encrypts, or values that are sealed for it
 * @param scope whose it is; bound to the wrapped key, so that nobody can lend it to another scope
 * @param wrapped the key under a key-encryption key
 * @param publicKeyset for a sealing key the half that everybody may have, as a keyset in Tink's JSON format
 */
public record DataKey(
        String id,
        Ciphertext.Kind kind,
        Scope scope,
        WrappedKey wrapped,
        @Nullable String publicKeyset) {
    private static final String PURPOSE = "slipway-config/data-key/1";

    /** A new key of this kind. */
    static DataKey generate(Ciphertext.Kind kind, Scope scope, KeyWrapper wrapper) {
        KeysetHandle keyset = TinkKeys.generate(
                switch (kind) {
                    case SYMMETRIC -> TinkKeys.AES_256_GCM;
                    case SEALED -> TinkKeys.HPKE_X25519;
                });
        String id = TinkKeys.id(keyset.getPrimary());
        byte[] clear = TinkKeys.toBytes(keyset);
        try {
            WrappedKey wrapped = wrapper.wrap(clear, associatedData(id, kind, scope));
            String publicKeyset = kind == Ciphertext.Kind.SEALED ? TinkKeys.exportPublic(keyset) : null;
            return new DataKey(id, kind, scope, wrapped, publicKeyset);
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    /** The same key, wrapped anew under the wrapper's primary key: what it encrypted stays as it is. */
    DataKey rewrap(KeyWrapper wrapper) {
        byte[] clear = wrapper.unwrap(wrapped, associatedData());
        try {
            return new DataKey(id, kind, scope, wrapper.wrap(clear, associatedData()), publicKeyset);
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    KeysetHandle unwrap(KeyWrapper wrapper) {
        byte[] clear = wrapper.unwrap(wrapped, associatedData());
        try {
            return TinkKeys.fromBytes(clear);
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    private byte[] associatedData() {
        return associatedData(id, kind, scope);
    }

    private static byte[] associatedData(String id, Ciphertext.Kind kind, Scope scope) {
        return AssociatedData.of(PURPOSE, scope.application(), scope.environment(), kind.name(), id);
    }
}
