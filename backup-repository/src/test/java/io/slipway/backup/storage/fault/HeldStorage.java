package io.slipway.backup.storage.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;

import io.slipway.backup.storage.Content;
import io.slipway.backup.storage.ForwardingStorage;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StoredFile;

/** As slow as a test wants it: uploads and downloads wait until they are let through. */
public final class HeldStorage extends ForwardingStorage {
    private final Semaphore passes = new Semaphore(0);

    public HeldStorage(Storage inner) {
        super(inner);
    }

    public void letThrough(int requests) {
        passes.release(requests);
    }

    public int waiting() {
        return passes.getQueueLength();
    }

    @Override
    public void save(StoredFile file, Content content) throws IOException {
        pass();
        super.save(file, content);
    }

    @Override
    public InputStream open(StoredFile file, long offset, long length) throws IOException {
        pass();
        return super.open(file, offset, length);
    }

    private void pass() throws InterruptedIOException {
        try {
            passes.acquire();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("cancelled while the storage was slow");
        }
    }
}
