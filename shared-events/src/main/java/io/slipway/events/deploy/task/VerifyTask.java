package io.slipway.events.deploy.task;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.pipeline.TrafficThresholds;
import io.slipway.events.deploy.pipeline.VerificationSpec.HttpCheck;

/**
 * Task type {@code verify}: looks whether a release is good, by requests of its own and by the real traffic.
 *
 * @param release the deployment whose release is looked at
 * @param services those whose traffic is held against the thresholds
 * @param soak how long the release has to stay good after the first good look
 */
public record VerifyTask(
        String application,
        String environment,
        String driver,
        String release,
        List<String> services,
        List<HttpCheck> checks,
        @Nullable TrafficThresholds traffic,
        Duration soak) {
    public static final String TYPE = "verify";

    public VerifyTask {
        services = List.copyOf(services);
        checks = List.copyOf(checks);
    }

    /** What the task gives back. A release that is not good is an answer, not a failure of the task. */
    public record Output(Verdict verdict, String summary, List<Measurement> measurements) {
        public Output {
            measurements = List.copyOf(measurements);
        }
    }

    /** What was found of a release. */
    public enum Verdict {
        PASSED,
        FAILED,
        /** Too little traffic to tell. */
        INCONCLUSIVE
    }

    /** One thing that was looked at: {@code success rate of web}, {@code 0.9312}, {@code >= 0.99}. */
    public record Measurement(String name, String value, String expected, boolean passed) {}
}
