package io.slipway.backup.tree;

import java.io.IOException;

/** A blob that should be a tree is none. Its hash is right, so whoever wrote it wrote it so. */
public class DamagedTreeException extends IOException {
    private static final long serialVersionUID = 1L;

    public DamagedTreeException(String message, Throwable cause) {
        super(message, cause);
    }
}
