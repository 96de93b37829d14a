package io.slipway.events.notification;

import io.slipway.events.alert.Alert.Severity;
import io.slipway.events.deploy.DeploymentState;

/** How much it matters that a deployment got somewhere: the one table for rules that ask for a least severity. */
public final class Severities {
    /** Of a deployment that waits for a person: whatever paused it, it goes no further by itself. */
    public static final Severity PAUSED = Severity.WARNING;

    private Severities() {}

    /** Of reaching a state. */
    public static Severity of(DeploymentState reached) {
        return switch (reached) {
            case REQUESTED,
                    QUEUED,
                    GATES,
                    BUILDING,
                    ROLLING_OUT,
                    VERIFYING,
                    PROMOTING,
                    SUCCEEDED,
                    CANCELLED,
                    SUPERSEDED -> Severity.INFO;
            case AWAITING_APPROVAL, REJECTED, ROLLING_BACK, ROLLED_BACK -> Severity.WARNING;
            case FAILED -> Severity.CRITICAL;
        };
    }
}
