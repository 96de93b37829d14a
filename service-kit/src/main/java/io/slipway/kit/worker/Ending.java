package io.slipway.kit.worker;

/** Why a run is over; the first reason counts. */
enum Ending {
    /** The handler ended by itself. */
    COMPLETED(true),
    /** It took longer than the task allows. */
    TIMED_OUT(true),
    /** This process shuts down. */
    RELEASED(true),
    /** The aggregate refused a report: the task is not this worker's. */
    LEASE_LOST(false),
    /** A newer attempt at the same task came in. */
    SUPERSEDED(false);

    private final boolean reported;

    Ending(boolean reported) {
        this.reported = reported;
    }

    /** Whether the aggregate still wants to hear of this attempt. */
    boolean reported() {
        return reported;
    }
}
