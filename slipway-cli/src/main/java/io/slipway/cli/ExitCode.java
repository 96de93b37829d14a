package io.slipway.cli;

import io.slipway.events.deploy.DeploymentState;

/** What a command's exit status says. Documented, and never changed. */
public enum ExitCode {
    /** Done; with {@code --wait}, the deployment succeeded. */
    DONE(0),
    /** Failed, was cancelled or superseded, or the server cannot be reached. */
    FAILED(1),
    /** The command, or a file it was given, is not valid. */
    USAGE(2),
    /** A gate or a person refused. */
    REJECTED(3),
    /** Failed, and the previous release serves again. */
    ROLLED_BACK(4),
    /** It had not ended in the time given; it goes on. */
    TIMED_OUT(5);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** For a deployment that has ended. */
    public static ExitCode of(DeploymentState state) {
        return switch (state) {
            case SUCCEEDED -> DONE;
            case REJECTED -> REJECTED;
            case ROLLED_BACK -> ROLLED_BACK;
            case FAILED, CANCELLED, SUPERSEDED -> FAILED;
            case REQUESTED,
                    QUEUED,
                    GATES,
                    BUILDING,
                    AWAITING_APPROVAL,
                    ROLLING_OUT,
                    VERIFYING,
                    PROMOTING,
                    ROLLING_BACK -> TIMED_OUT;
        };
    }
}
