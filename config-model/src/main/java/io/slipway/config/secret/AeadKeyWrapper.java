package io.slipway.config.secret;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

import com.google.crypto.tink.Aead;

import static io.slipway.config.secret.SecretException.Reason.DOES_NOT_OPEN;
import static io.slipway.config.secret.SecretException.Reason.KEY_UNAVAILABLE;

/**
 * Wraps with Tink's {@link Aead} under a name each: the way in for every key management service that Tink has a client for.
 */
public final class AeadKeyWrapper implements KeyWrapper {
    private final String primary;
    private final Map<String, Aead> keys;

    /** @throws IllegalArgumentException when the primary key is not among the keys */
    public AeadKeyWrapper(String primary, Map<String, Aead> keys) {
        if (!keys.containsKey(primary)) {
            throw new IllegalArgumentException("The primary key " + primary + " is not among the keys");
        }
        this.primary = primary;
        this.keys = Map.copyOf(keys);
    }

    @Override
    public String primaryKeyId() {
        return primary;
    }

    @Override
    public Set<String> keyIds() {
        return keys.keySet();
    }

    @Override
    public WrappedKey wrap(byte[] key, byte[] associatedData) {
        try {
            byte[] wrapped = keys.get(primary).encrypt(key, associatedData);
            return new WrappedKey(
                    primary, Base64.getUrlEncoder().withoutPadding().encodeToString(wrapped));
        } catch (GeneralSecurityException e) {
            throw new SecretException(KEY_UNAVAILABLE, "The key " + primary + " cannot wrap a data key now");
        }
    }

    @Override
    public byte[] unwrap(WrappedKey wrapped, byte[] associatedData) {
        Aead key = keys.get(wrapped.keyId());
        if (key == null) {
            throw new SecretException(
                    KEY_UNAVAILABLE,
                    "The key " + wrapped.keyId() + " is not at hand; at hand is " + String.join(", ", keys.keySet()));
        }
        try {
            return key.decrypt(Base64.getUrlDecoder().decode(wrapped.payload()), associatedData);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SecretException(
                    DOES_NOT_OPEN,
                    "The key " + wrapped.keyId()
                            + " does not open this data key: it is of another application or environment, or was changed");
        }
    }
}
