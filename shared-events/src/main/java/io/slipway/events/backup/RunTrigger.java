package io.slipway.events.backup;

/** Why a run began. */
public enum RunTrigger {
    /** Its time had come. */
    SCHEDULE,
    /** Its time had come while nobody was there to see it. */
    MADE_UP,
    /** Somebody asked for it. */
    REQUEST,
    /** Two people agreed to it. */
    APPROVAL
}
