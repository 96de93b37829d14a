package io.slipway.config.secret;

/** A key to retire. */
public sealed interface KeyRef {
    /**
     * A key-encryption key: retiring it wraps data keys anew and leaves values as they are.
     *
     * @param id as {@link KeyWrapper#keyIds()} names it
     */
    record WrappingKey(String id) implements KeyRef {
        @Override
        public String toString() {
            return "key-encryption key " + id;
        }
    }

    /**
     * A data key: retiring it encrypts values anew.
     *
     * @param scope whose key it is
     * @param kind what it is for
     * @param id as ciphertexts name it
     */
    record EncryptionKey(Scope scope, Ciphertext.Kind kind, String id) implements KeyRef {
        boolean names(DataKey key) {
            return key.scope().equals(scope) && key.kind() == kind && key.id().equals(id);
        }

        boolean encrypted(HeldSecret held) {
            Ciphertext ciphertext = held.ciphertext();
            return held.address().scope().equals(scope)
                    && ciphertext.kind() == kind
                    && ciphertext.keyId().equals(id);
        }

        @Override
        public String toString() {
            return "data key " + id + " of " + scope;
        }
    }
}
