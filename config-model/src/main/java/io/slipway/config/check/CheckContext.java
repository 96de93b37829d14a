package io.slipway.config.check;

import io.slipway.config.resolve.NamedSecrets;

/**
 * What a check has to know beside the documents.
 *
 * @param application whose configuration it is
 * @param secrets what <code>${secret:name}</code> may name
 * @param probe tries ciphertexts
 */
public record CheckContext(String application, NamedSecrets secrets, CiphertextProbe probe) {
    /** For a check offline, without keys and without knowing the named secrets. */
    public static CheckContext offline(String application) {
        return new CheckContext(application, NamedSecrets.unchecked(), CiphertextProbe.none());
    }
}
