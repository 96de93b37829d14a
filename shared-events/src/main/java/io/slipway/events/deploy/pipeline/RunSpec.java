package io.slipway.events.deploy.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How one instance of a service runs.
 *
 * @param command the program and its arguments, started in the unpacked artifact with {@code PORT} in its environment
 * @param stopTimeout from SIGTERM to SIGKILL
 */
public record RunSpec(List<String> command, Map<String, String> env, HealthSpec health, Duration stopTimeout) {
    public RunSpec {
        command = List.copyOf(command);
        env = Map.copyOf(env);
    }

    /**
     * An instance is healthy when a GET of the path answers 2xx.
     *
     * @param interval between two looks
     * @param timeout how long a starting instance may take until its first good answer
     */
    public record HealthSpec(String path, Duration interval, Duration timeout) {}
}
