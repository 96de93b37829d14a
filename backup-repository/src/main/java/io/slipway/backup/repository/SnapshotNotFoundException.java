package io.slipway.backup.repository;

import java.io.IOException;

/** There is no snapshot, or more than one, by the name that was given. The message says which there are. */
public class SnapshotNotFoundException extends IOException {
    private static final long serialVersionUID = 1L;

    public SnapshotNotFoundException(String message) {
        super(message);
    }
}
