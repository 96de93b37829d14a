package io.slipway.events.deploy;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;
import io.slipway.events.deploy.pipeline.GateSpec;
import io.slipway.events.deploy.pipeline.TrafficThresholds;
import io.slipway.events.deploy.pipeline.VerificationSpec;

/** What one step of a deployment does. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StepAction.EvaluateGate.class, name = "gate"),
    @JsonSubTypes.Type(value = StepAction.Build.class, name = "build"),
    @JsonSubTypes.Type(value = StepAction.AwaitApproval.class, name = "approval"),
    @JsonSubTypes.Type(value = StepAction.Converge.class, name = "converge"),
    @JsonSubTypes.Type(value = StepAction.Pause.class, name = "pause"),
    @JsonSubTypes.Type(value = StepAction.Analyze.class, name = "analysis"),
    @JsonSubTypes.Type(value = StepAction.Verify.class, name = "verification"),
    @JsonSubTypes.Type(value = StepAction.RestoreConfig.class, name = "config"),
    @JsonSubTypes.Type(value = StepAction.Promote.class, name = "promotion")
})
public sealed interface StepAction {

    record EvaluateGate(GateSpec gate) implements StepAction {}

    record Build(String service) implements StepAction {}

    record AwaitApproval(ApprovalSpec approval) implements StepAction {}

    /**
     * Brings one service of the environment to a number of instances and a share of the traffic.
     *
     * @param stableReplicas instances of the previous release; 0 retires it
     * @param candidateReplicas instances of the new release; 0 takes it away
     * @param candidateWeight percent of the traffic the new release gets; the previous release gets the rest
     */
    record Converge(String service, int stableReplicas, int candidateReplicas, int candidateWeight)
            implements StepAction {}

    record Pause(Duration duration) implements StepAction {}

    record Analyze(String service, TrafficThresholds thresholds) implements StepAction {}

    record Verify(VerificationSpec verification) implements StepAction {}

    /**
     * Asks the config-service for an earlier revision of the environment's configuration.
     *
     * @param revision what shall be live
     * @param previous what is live when it is planned, for the way back
     */
    record RestoreConfig(String revision, @Nullable String previous) implements StepAction {}

    /** @param nextEnvironment which environment gets the same artifacts next, where one does by itself */
    record Promote(@Nullable String nextEnvironment) implements StepAction {}
}
