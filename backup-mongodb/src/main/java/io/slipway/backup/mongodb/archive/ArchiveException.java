package io.slipway.backup.mongodb.archive;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.mongodb.Namespace;

/** An archive is damaged, or none at all. */
public final class ArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long position;
    private final transient @Nullable Namespace namespace;

    ArchiveException(String problem, long position, @Nullable Namespace namespace, @Nullable Throwable cause) {
        super(
                "The archive is damaged at byte " + position + (namespace == null ? "" : ", within " + namespace) + ": "
                        + problem,
                cause);
        this.position = position;
        this.namespace = namespace;
    }

    /** Of the part of the archive that is wrong, in bytes from its beginning. */
    public long position() {
        return position;
    }

    /** The collection that was being read, if any was. */
    public @Nullable Namespace namespace() {
        return namespace;
    }
}
