package io.slipway.config.secret;

import java.util.Set;
import java.util.stream.Collectors;

/** A wrapper as it will be once one of its keys is destroyed. */
record WithoutKey(KeyWrapper all, String gone) implements KeyWrapper {
    @Override
    public String primaryKeyId() {
        return all.primaryKeyId();
    }

    @Override
    public Set<String> keyIds() {
        return all.keyIds().stream().filter(id -> !id.equals(gone)).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public WrappedKey wrap(byte[] key, byte[] associatedData) {
        return all.wrap(key, associatedData);
    }

    @Override
    public byte[] unwrap(WrappedKey wrapped, byte[] associatedData) {
        if (wrapped.keyId().equals(gone)) {
            throw new SecretException(SecretException.Reason.KEY_UNAVAILABLE, "it is still wrapped under " + gone);
        }
        return all.unwrap(wrapped, associatedData);
    }
}
