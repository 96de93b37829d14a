package io.slipway.backup.storage;

import java.time.Duration;

/**
 * Whether a file can be read.
 *
 * @param within how long it takes at most from the moment on when it was asked for; zero for one that can be read
 */
public record Readiness(State state, Duration within) {
    public static final Readiness READY = new Readiness(State.READY, Duration.ZERO);

    public enum State {
        READY,
        /** It was asked for, and will be ready. */
        THAWING,
        /** It has to be asked for. */
        FROZEN
    }

    public boolean isReady() {
        return state == State.READY;
    }
}
