package io.slipway.kit.worker;

import java.time.Duration;

/** Does something later. Tests bring their own. */
interface Timer {
    /** Runs the action once after the delay, on a thread that may block. */
    Cancellable after(Duration delay, Runnable action);

    /** What has been asked for, and may be taken back. */
    @FunctionalInterface
    interface Cancellable {
        void cancel();
    }
}
