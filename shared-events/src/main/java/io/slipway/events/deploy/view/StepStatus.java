package io.slipway.events.deploy.view;

/** How far a step is. */
public enum StepStatus {
    PENDING,
    RUNNING,
    /** Failed, and another attempt is due. */
    RETRYING,
    SUCCEEDED,
    FAILED,
    SKIPPED
}
