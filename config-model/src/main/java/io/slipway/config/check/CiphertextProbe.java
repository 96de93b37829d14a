package io.slipway.config.check;

import java.util.Optional;

import io.slipway.config.secret.Ciphertext;
import io.slipway.config.secret.SecretAddress;
import io.slipway.config.secret.SecretBox;
import io.slipway.config.secret.SecretException;

/** Whether a ciphertext opens where it stands. */
@FunctionalInterface
public interface CiphertextProbe {
    /** What is wrong with it, without the value; empty when nothing is, or nobody can say. */
    Optional<String> problem(Ciphertext ciphertext, SecretAddress address);

    /** For a check offline, without keys: every well-formed ciphertext is taken. */
    static CiphertextProbe none() {
        return (_, _) -> Optional.empty();
    }

    /** Opens it. A key that is not at hand is a reason to refuse too: nobody could read what was accepted. */
    static CiphertextProbe opening(SecretBox box) {
        return (ciphertext, address) -> {
            try {
                box.decrypt(ciphertext, address).close();
                return Optional.empty();
            } catch (SecretException e) {
                return Optional.of(e.getMessage());
            }
        };
    }
}
