package io.slipway.backup.repository;

import java.io.IOException;

/** None of a repository's keys opens with the passphrase that was given. */
public class WrongPassphraseException extends IOException {
    private static final long serialVersionUID = 1L;

    public WrongPassphraseException(String message) {
        super(message);
    }
}
