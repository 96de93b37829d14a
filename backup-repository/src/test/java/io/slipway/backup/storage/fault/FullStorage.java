package io.slipway.backup.storage.fault;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

import io.slipway.backup.storage.Content;
import io.slipway.backup.storage.ForwardingStorage;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StorageRefusedException;
import io.slipway.backup.storage.StoredFile;

/** Has room for so many more bytes. */
public final class FullStorage extends ForwardingStorage {
    private final AtomicLong room;

    public FullStorage(Storage inner, long room) {
        super(inner);
        this.room = new AtomicLong(room);
    }

    public void makeRoom(long bytes) {
        room.addAndGet(bytes);
    }

    @Override
    public void save(StoredFile file, Content content) throws IOException {
        if (room.addAndGet(-content.length()) < 0) {
            room.addAndGet(content.length());
            throw new StorageRefusedException("no space left for " + file.path() + " in " + location());
        }
        super.save(file, content);
    }
}
