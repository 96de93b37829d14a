package io.slipway.config.secret;

import java.util.Set;

/**
 * Stands in for a keyset that is lost, so that everything but the secrets is still served.
 *
 * @param why what happened to the keyset, in words for an operator
 */
public record LostKeyWrapper(String why) implements KeyWrapper {
    @Override
    public String primaryKeyId() {
        throw lost("");
    }

    @Override
    public Set<String> keyIds() {
        return Set.of();
    }

    @Override
    public WrappedKey wrap(byte[] key, byte[] associatedData) {
        throw lost("");
    }

    @Override
    public byte[] unwrap(WrappedKey wrapped, byte[] associatedData) {
        throw lost(" " + wrapped.keyId());
    }

    private SecretException lost(String keyId) {
        return new SecretException(
                SecretException.Reason.KEY_UNAVAILABLE,
                "No key-encryption key" + keyId + ": " + why
                        + ". Secret values cannot be read or written; all others are not affected");
    }
}
