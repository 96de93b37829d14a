package io.slipway.backup.storage;

import java.io.IOException;

/**
 * Adds, and removes nothing but locks: a host that backs up and is broken into cannot remove the backups of before through this.
 * It is a safeguard within this program; whoever has the storage's credentials needs a storage that refuses by itself.
 */
public final class AppendOnlyStorage extends ForwardingStorage {
    public AppendOnlyStorage(Storage inner) {
        super(inner);
    }

    @Override
    public void delete(StoredFile file) throws IOException {
        if (file.type() != FileType.LOCK) {
            throw new StorageRefusedException(
                    file.path() + " stays: the repository at " + location() + " is open for adding only");
        }
        super.delete(file);
    }
}
