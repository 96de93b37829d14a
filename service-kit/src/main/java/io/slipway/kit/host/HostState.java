package io.slipway.kit.host;

/** What an {@link AggregateHost} is doing. */
public enum HostState {
    /** Not started, or closed. */
    STOPPED,
    /** Joins its group, or reads the state of the partitions it was given. */
    STARTING,
    /** Carries out commands. */
    RUNNING,
    /** Kafka could not be reached or refused; tries again from the last committed state. */
    RECOVERING,
    /** Going on would lose or repeat commands, or fail again at once. A person has to look; a restart tries again. */
    FAILED;

    /** Whether a restart would help nothing. */
    public boolean works() {
        return this != FAILED && this != STOPPED;
    }
}
