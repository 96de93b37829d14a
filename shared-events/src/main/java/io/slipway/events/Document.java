package io.slipway.events;

/** The present state of something, published whole under its key on a compacted topic each time it changes. */
public non-sealed interface Document extends Message {
    /** Grows by at least one with each published state, so that a reader can wait for what it was promised. */
    long revision();
}
