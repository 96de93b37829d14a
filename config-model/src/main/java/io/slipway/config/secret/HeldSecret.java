package io.slipway.config.secret;

/**
 * A ciphertext that is kept somewhere.
 *
 * @param address where it belongs
 * @param revision which revision of the configuration holds it; in many revisions it is held many times
 * @param ciphertext the encrypted value
 */
public record HeldSecret(SecretAddress address, String revision, Ciphertext ciphertext) {
    HeldSecret with(Ciphertext other) {
        return new HeldSecret(address, revision, other);
    }

    @Override
    public String toString() {
        return address + ", revision " + revision;
    }
}
