package io.slipway.backup.storage.fault;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;

import io.slipway.backup.storage.Content;
import io.slipway.backup.storage.ForwardingStorage;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StoredFile;

/** Cuts some uploads short in the middle of their content, as a network does that goes away. */
public final class CuttingStorage extends ForwardingStorage {
    private final int oneIn;
    private final AtomicInteger uploads = new AtomicInteger();

    public CuttingStorage(Storage inner, int oneIn) {
        super(inner);
        this.oneIn = oneIn;
    }

    @Override
    public void save(StoredFile file, Content content) throws IOException {
        super.save(file, uploads.incrementAndGet() % oneIn == 0 ? cut(content) : content);
    }

    private static Content cut(Content content) {
        return new Content() {
            @Override
            public long length() {
                return content.length();
            }

            @Override
            public InputStream open() throws IOException {
                return new FilterInputStream(content.open()) {
                    private long left = content.length() / 2;

                    @Override
                    public int read() throws IOException {
                        byte[] one = new byte[1];
                        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                    }

                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        if (left == 0) {
                            throw new IOException("the network went away in the middle of an upload");
                        }
                        int count = super.read(buffer, offset, (int) Math.min(length, left));
                        left -= Math.max(count, 0);
                        return count;
                    }
                };
            }
        };
    }
}
