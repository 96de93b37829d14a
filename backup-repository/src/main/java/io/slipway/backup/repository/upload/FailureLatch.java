package io.slipway.backup.repository.upload;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/** The first thing that went wrong in the background. */
final class FailureLatch {
    private final AtomicReference<Throwable> first = new AtomicReference<>();

    void set(Throwable failure) {
        first.compareAndSet(null, failure);
    }

    boolean isSet() {
        return first.get() != null;
    }

    /** @throws IOException if something went wrong, with the same message */
    void check() throws IOException {
        Throwable failure = first.get();
        if (failure != null) {
            throw new IOException("the upload failed: " + failure.getMessage(), failure);
        }
    }
}
