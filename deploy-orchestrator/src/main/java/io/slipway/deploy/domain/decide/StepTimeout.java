package io.slipway.deploy.domain.decide;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.GateSpec;
import io.slipway.events.deploy.pipeline.TrafficThresholds;

/** How long the work of a step may take. */
public final class StepTimeout {
    /** For a worker to say itself why it did not get an answer. */
    private static final Duration GATE_MARGIN = Duration.ofSeconds(30);

    /** For the config-service to answer, also where it is just starting; the way back does not wait longer for it. */
    private static final Duration CONFIGURATION = Duration.ofMinutes(1);

    private StepTimeout() {}

    /** The environment bounds the work; the time that is spent watching on purpose comes on top. */
    public static Duration of(StepAction action, EnvironmentSpec.Timeouts timeouts) {
        return switch (action) {
            case StepAction.Build ignored -> timeouts.build();
            case StepAction.Converge ignored -> timeouts.rollout();
            case StepAction.Analyze(var service, var thresholds) ->
                timeouts.verification().plus(window(thresholds));
            case StepAction.Verify(var verification) ->
                timeouts.verification().plus(window(verification.traffic())).plus(verification.soak());
            case StepAction.EvaluateGate(GateSpec gate) ->
                gate instanceof GateSpec.Http http ? http.timeout().plus(GATE_MARGIN) : Duration.ZERO;
            case StepAction.AwaitApproval(var approval) -> approval.expires();
            case StepAction.Pause(var duration) -> duration;
            case StepAction.RestoreConfig ignored -> CONFIGURATION;
            case StepAction.Promote ignored -> Duration.ZERO;
        };
    }

    private static Duration window(@Nullable TrafficThresholds thresholds) {
        return thresholds == null ? Duration.ZERO : thresholds.window();
    }
}
