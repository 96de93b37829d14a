package io.slipway.backup.files;

/** Is told how far it is, a few times a second and once at the end, from the threads that do the work, one at a time. */
@FunctionalInterface
public interface ProgressListener {
    /** Wants to know nothing, so that nothing need be counted before it begins. */
    ProgressListener NONE = progress -> {};

    void progress(Progress progress);
}
