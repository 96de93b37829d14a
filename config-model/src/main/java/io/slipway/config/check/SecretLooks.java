package io.slipway.config.check;

import java.util.Optional;

import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.KeyPath;
import io.slipway.config.resolve.ReferenceText;
import io.slipway.config.schema.ConfigSchema;
import io.slipway.config.secret.Ciphertext;

/** Whether a plain value is a secret: because the schema says so, by its looks, or by its name. */
record SecretLooks(ConfigSchema schema) {
    private static final String ADVICE = "; encrypt it, or refer to it by ${secret:<name>}";

    /** Why a value must not stand in the clear; empty when it may. */
    Optional<String> why(KeyPath key, ConfigScalar scalar) {
        String text = scalar.text();
        if (scalar.isNull() || text.isEmpty() || Ciphertext.claimed(text) || ReferenceText.isSecret(text)) {
            return Optional.empty();
        }
        if (schema.isSecret(key)) {
            return Optional.of("the schema says that this is a secret, and it is in the clear" + ADVICE);
        }
        if (schema.isNotSecret(key)) {
            return Optional.empty();
        }
        Optional<TokenFormat> format = TokenFormat.in(text);
        if (format.isPresent()) {
            return Optional.of("holds " + format.get().words() + " in the clear" + ADVICE);
        }
        return scalar.type() != ConfigScalar.Type.BOOLEAN
                        && ReferenceText.isPlain(text)
                        && SecretNames.suggest(key, text)
                ? Optional.of("is a secret by its name, and in the clear" + ADVICE + "; when it is none, mark it "
                        + ConfigSchema.NOT_SECRET + " in the schema")
                : Optional.empty();
    }

    /** Whether a fault may quote a value: it is in the clear, complete as it stands, and no secret. */
    boolean mayQuote(KeyPath key, ConfigScalar scalar) {
        return !Ciphertext.claimed(scalar.text())
                && !schema.isSecret(key)
                && ReferenceText.isPlain(scalar.text())
                && why(key, scalar).isEmpty();
    }
}
