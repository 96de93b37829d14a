package io.slipway.events.deploy;

import java.util.EnumSet;
import java.util.Set;

/**
 * The states of a deployment and, in {@link #next()}, the one table of moves between them. The machine is monotone: no
 * state is ever reached twice, and a terminal state never changes.
 */
public enum DeploymentState {
    /** Asked for; the plan is fixed. */
    REQUESTED,
    /** Waits for the deployments before it in the same environment. */
    QUEUED,
    /** The gates are evaluated. */
    GATES,
    /** The artifacts are built, or taken over from CI. */
    BUILDING,
    /** A person has to agree. */
    AWAITING_APPROVAL,
    /** The new release starts and gets traffic, step by step. */
    ROLLING_OUT,
    /** The new release is checked before it counts. */
    VERIFYING,
    /** The new release becomes the environment's release, the old one is retired, the next environment may follow. */
    PROMOTING,
    /** Traffic goes back to the previous release. */
    ROLLING_BACK,
    /** Terminal: the new release serves. */
    SUCCEEDED,
    /** Terminal: it failed after it had touched the environment, and the previous release serves again. */
    ROLLED_BACK,
    /** Terminal: it failed before it touched the environment, or what it left could not be taken back. */
    FAILED,
    /** Terminal: somebody cancelled it; what it had touched is as before. */
    CANCELLED,
    /** Terminal: a newer deployment took its place; what it had touched is as before. */
    SUPERSEDED,
    /** Terminal: a gate, a person or the quarantine refused it. */
    REJECTED;

    /** Whether nothing follows. */
    public boolean terminal() {
        return next().isEmpty();
    }

    /** Whether a deployment in this state holds its environment, so that others wait. */
    public boolean holdsEnvironment() {
        return !terminal() && this != REQUESTED && this != QUEUED;
    }

    /** Whether the move is in the table. */
    public boolean canBecome(DeploymentState other) {
        return next().contains(other);
    }

    /** The states that may follow this one. */
    public Set<DeploymentState> next() {
        return switch (this) {
            case REQUESTED -> EnumSet.of(QUEUED, REJECTED);
            case QUEUED -> EnumSet.of(GATES, CANCELLED, SUPERSEDED, REJECTED);
            case GATES -> EnumSet.of(BUILDING, AWAITING_APPROVAL, ROLLING_OUT, REJECTED, FAILED, CANCELLED, SUPERSEDED);
            case BUILDING -> EnumSet.of(AWAITING_APPROVAL, ROLLING_OUT, REJECTED, FAILED, CANCELLED, SUPERSEDED);
            case AWAITING_APPROVAL -> EnumSet.of(ROLLING_OUT, REJECTED, CANCELLED, SUPERSEDED, FAILED);
            case ROLLING_OUT -> EnumSet.of(VERIFYING, PROMOTING, ROLLING_BACK);
            case VERIFYING -> EnumSet.of(PROMOTING, ROLLING_BACK);
            case PROMOTING -> EnumSet.of(SUCCEEDED, ROLLING_BACK);
            case ROLLING_BACK -> EnumSet.of(ROLLED_BACK, CANCELLED, SUPERSEDED, FAILED);
            case SUCCEEDED, ROLLED_BACK, FAILED, CANCELLED, SUPERSEDED, REJECTED ->
                EnumSet.noneOf(DeploymentState.class);
        };
    }
}
