package io.slipway.configservice.source;

import java.util.ArrayList;
import java.util.List;

import io.slipway.config.application.ConfigApplication;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.secret.Ciphertext;
import io.slipway.config.secret.HeldSecret;
import io.slipway.config.secret.SecretAddress;
import io.slipway.config.secret.SecretException;

/** The encrypted values that a revision holds, each with the place it belongs to. */
public final class HeldCiphertexts {
    private HeldCiphertexts() {}

    /** What is no ciphertext although it claims to be is left out: it belongs nowhere. */
    public static List<HeldSecret> of(String application, ConfigApplication revision) {
        List<HeldSecret> held = new ArrayList<>();
        revision.source().documents().forEach((path, document) -> {
            String environment = document.layer().environment();
            if (environment == null) {
                return;
            }
            revision.source()
                    .tree(path)
                    .ifPresent(tree -> tree.leaves().forEach((key, node) -> {
                        if (node instanceof ConfigScalar scalar && Ciphertext.claimed(scalar.text())) {
                            SecretAddress address = new SecretAddress(application, environment, key.toString());
                            try {
                                held.add(new HeldSecret(
                                        address, revision.revision().hex(), Ciphertext.parse(scalar.text())));
                            } catch (SecretException e) {
                                // It was refused when it came, so that it can only be there because it was accepted
                                // before that.
                            }
                        }
                    }));
        });
        return held;
    }
}
