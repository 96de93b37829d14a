package io.slipway.events.deploy;

/** What closes an environment. */
public enum ClosedBy {
    /** A freeze window. */
    FREEZE,
    /** A person who stopped the line. */
    LINE
}
