package io.slipway.config.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.layer.ConfigDocument;
import io.slipway.config.secret.Ciphertext;
import io.slipway.config.secret.SecretAddress;
import io.slipway.config.secret.SecretException;

/**
 * Looks for secrets in the clear and for ciphertexts that cannot work, in one document as it stands: a secret is in the
 * history for ever even where a higher layer overrides it, or where it is only a comment.
 */
final class SecretCheck {
    private final SecretLooks looks;
    private final CheckContext context;

    SecretCheck(SecretLooks looks, CheckContext context) {
        this.looks = looks;
        this.context = context;
    }

    List<Fault> check(ConfigDocument document, ConfigTree tree) {
        List<Fault> faults = new ArrayList<>();
        SequencedMap<KeyPath, ConfigNode> leaves = tree.leaves();
        leaves.forEach((key, node) -> {
            if (node instanceof ConfigScalar scalar) {
                value(document, key, scalar).ifPresent(message -> faults.add(at(scalar, key, message)));
            }
        });
        faults.addAll(SecretText.beside(document.path(), document.bytes(), leaves.values()));
        return faults;
    }

    private Optional<String> value(ConfigDocument document, KeyPath key, ConfigScalar scalar) {
        return Ciphertext.claimed(scalar.text()) ? ciphertext(document, key, scalar.text()) : looks.why(key, scalar);
    }

    private Optional<String> ciphertext(ConfigDocument document, KeyPath key, String text) {
        String environment = document.layer().environment();
        if (environment == null) {
            return Optional.of("an encrypted value opens in one environment only; put it below environments/<name>/");
        }
        try {
            return context.probe()
                    .problem(
                            Ciphertext.parse(text),
                            new SecretAddress(context.application(), environment, key.toString()));
        } catch (SecretException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Fault at(ConfigScalar scalar, KeyPath key, String message) {
        return Fault.at(scalar.position(), key.toString(), message);
    }
}
