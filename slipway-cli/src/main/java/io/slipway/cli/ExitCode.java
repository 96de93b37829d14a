package io.slipway.cli;

import io.slipway.events.deploy.DeploymentState;

/** What a command's exit status says. Documented, and never changed. */
public enum ExitCode {
    DONE(0, "Done; with --wait, the deployment or rollout succeeded."),
    FAILED(1, "Failed, was cancelled or superseded, or the server refused or cannot be reached."),
    USAGE(2, "The command, or a file it was given, is not valid; nothing has happened."),
    REJECTED(3, "A gate or a person refused the deployment or rollout."),
    ROLLED_BACK(4, "The deployment failed, and the previous release serves again."),
    TIMED_OUT(5, "The deployment or rollout had not ended in the time given; it goes on.");

    private final int status;
    private final String meaning;

    ExitCode(int status, String meaning) {
        this.status = status;
        this.meaning = meaning;
    }

    public int status() {
        return status;
    }

    /** For people, as the reference says it. */
    public String meaning() {
        return meaning;
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
