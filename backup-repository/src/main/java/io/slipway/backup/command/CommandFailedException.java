package io.slipway.backup.command;

import java.io.IOException;

/** A command did not give what it was to give: nothing of its output is kept. The message ends with what it said last. */
public final class CommandFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    CommandFailedException(String message) {
        super(message);
    }

    CommandFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
