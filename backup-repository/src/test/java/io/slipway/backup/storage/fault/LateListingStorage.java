package io.slipway.backup.storage.fault;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.slipway.backup.storage.Content;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.ForwardingStorage;
import io.slipway.backup.storage.Listed;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StoredFile;

/** Names in its listings only what was written before {@link #catchUp}; a file that is asked for by name is there at once. */
public final class LateListingStorage extends ForwardingStorage {
    private final Set<StoredFile> hidden = ConcurrentHashMap.newKeySet();

    public LateListingStorage(Storage inner) {
        super(inner);
    }

    /** Listings name everything written up to now. */
    public void catchUp() {
        hidden.clear();
    }

    @Override
    public void save(StoredFile file, Content content) throws IOException {
        hidden.add(file);
        super.save(file, content);
    }

    @Override
    public void list(FileType type, Consumer<Listed> files) throws IOException {
        super.list(type, listed -> {
            if (!hidden.contains(listed.file())) {
                files.accept(listed);
            }
        });
    }
}
