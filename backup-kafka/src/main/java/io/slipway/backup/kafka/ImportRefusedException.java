package io.slipway.backup.kafka;

import java.io.IOException;

/** A cluster is not one that an export can be restored into: nothing was written. The message says what to do. */
public final class ImportRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    ImportRefusedException(String message) {
        super(message);
    }
}
