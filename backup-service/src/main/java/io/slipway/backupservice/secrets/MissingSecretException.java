package io.slipway.backupservice.secrets;

import java.io.IOException;

/** A secret that a policy names is not there. The message says where it was looked for. */
public final class MissingSecretException extends IOException {
    private static final long serialVersionUID = 1L;

    public MissingSecretException(String message) {
        super(message);
    }
}
