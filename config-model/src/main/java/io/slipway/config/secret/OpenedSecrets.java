package io.slipway.config.secret;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Many secrets opened at once, where one that does not open keeps none of the others back.
 *
 * @param values the values by key path
 * @param failures what is wrong with each of the rest, by key path
 */
public record OpenedSecrets(Map<String, SecretValue> values, Map<String, SecretException> failures)
        implements AutoCloseable {
    /** Opens each ciphertext, given by key path, at its own address. */
    public static OpenedSecrets open(SecretBox box, Scope scope, Map<String, Ciphertext> ciphertexts) {
        Map<String, SecretValue> values = new LinkedHashMap<>();
        Map<String, SecretException> failures = new LinkedHashMap<>();
        ciphertexts.forEach((key, ciphertext) -> {
            try {
                SecretAddress address = new SecretAddress(scope.application(), scope.environment(), key);
                values.put(key, box.decrypt(ciphertext, address));
            } catch (SecretException e) {
                failures.put(key, e);
            }
        });
        return new OpenedSecrets(values, failures);
    }

    /** Wipes all values. */
    @Override
    public void close() {
        values.values().forEach(SecretValue::close);
    }
}
