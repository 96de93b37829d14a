package io.slipway.events.deploy.pipeline;

/** What happens to deployments that are under way when their environment is closed. Going back is never stopped. */
public enum InFlight {
    /** A rollout that has begun ends; one that has not begun waits until the environment is open again. */
    FINISH,
    /** The running step ends and no further one starts; it goes on by itself when the environment is open again. */
    PAUSE,
    /** It is cancelled; what it has touched is put back. */
    CANCEL
}
