package io.slipway.backup.repository.upload;

import java.io.IOException;

import io.slipway.backup.repository.lock.HeldLock;

/** What keeps others from removing what an upload relies on, while it runs. */
public interface UploadGuard extends AutoCloseable {
    /** Somebody outside sees to it. */
    UploadGuard NONE = new UploadGuard() {
        @Override
        public void check() {}

        @Override
        public void close() {}
    };

    /** @throws IOException if it does not hold any more; no snapshot may be written then */
    void check() throws IOException;

    @Override
    void close() throws IOException;

    static UploadGuard of(HeldLock lock) {
        return new UploadGuard() {
            @Override
            public void check() throws IOException {
                lock.check();
            }

            @Override
            public void close() throws IOException {
                lock.close();
            }
        };
    }
}
