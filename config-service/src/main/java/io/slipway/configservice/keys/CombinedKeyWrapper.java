package io.slipway.configservice.keys;

import java.util.Set;
import java.util.TreeSet;

import io.slipway.config.secret.KeyWrapper;
import io.slipway.config.secret.LostKeyWrapper;
import io.slipway.config.secret.SecretException;
import io.slipway.config.secret.WrappedKey;

/**
 * Keys of two keepers: the first one wraps, and whoever has a key unwraps with it.
 *
 * @param first whose primary key is the primary one
 * @param second only unwraps
 */
record CombinedKeyWrapper(KeyWrapper first, KeyWrapper second) implements KeyWrapper {
    @Override
    public String primaryKeyId() {
        return first.primaryKeyId();
    }

    @Override
    public Set<String> keyIds() {
        Set<String> all = new TreeSet<>(first.keyIds());
        all.addAll(second.keyIds());
        return all;
    }

    @Override
    public WrappedKey wrap(byte[] key, byte[] associatedData) {
        return first.wrap(key, associatedData);
    }

    @Override
    public byte[] unwrap(WrappedKey wrapped, byte[] associatedData) {
        return keeper(wrapped.keyId()).unwrap(wrapped, associatedData);
    }

    /** A keyset that is lost may have had the key, and says why it is lost. */
    private KeyWrapper keeper(String keyId) {
        if (first.keyIds().contains(keyId)) {
            return first;
        }
        if (second.keyIds().contains(keyId) || second instanceof LostKeyWrapper) {
            return second;
        }
        if (first instanceof LostKeyWrapper) {
            return first;
        }
        throw new SecretException(
                SecretException.Reason.KEY_UNAVAILABLE,
                "The key " + keyId + " is not at hand; at hand is " + String.join(", ", keyIds()));
    }
}
