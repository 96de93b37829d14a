package io.slipway.backup.storage;

import org.jspecify.annotations.Nullable;

/**
 * A file as a listing names it.
 *
 * @param length in bytes
 * @param storageClass by the storage's own name; null for its usual one, and where it has none
 * @param frozen whether the class is one that has to be thawed before it can be read; it may have been
 */
public record Listed(StoredFile file, long length, @Nullable String storageClass, boolean frozen) {
    public Listed(StoredFile file, long length) {
        this(file, length, null, false);
    }
}
