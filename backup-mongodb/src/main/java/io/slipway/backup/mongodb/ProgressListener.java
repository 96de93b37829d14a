package io.slipway.backup.mongodb;

/** Hears how work proceeds. Called from many threads, one after the other, a few times each second. */
@FunctionalInterface
public interface ProgressListener {
    /** Hears nothing. */
    ProgressListener NONE = progress -> {};

    void progressed(Progress progress);
}
