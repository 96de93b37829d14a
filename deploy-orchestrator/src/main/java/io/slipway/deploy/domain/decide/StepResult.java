package io.slipway.deploy.domain.decide;

import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.gate.GateVerdict;
import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Step;
import io.slipway.deploy.domain.state.TrafficSplit;
import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.task.BuildTask;
import io.slipway.events.deploy.task.GateTask;
import io.slipway.events.deploy.task.VerifyTask;
import io.slipway.events.json.Json;
import io.slipway.kit.aggregate.Draft;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** What the result of a worker's task means for the deployment. */
final class StepResult {
    private final Draft<ApplicationState, DeployEvent> draft;

    StepResult(Draft<ApplicationState, DeployEvent> draft) {
        this.draft = draft;
    }

    void conclude(Deployment deployment, Step step, @Nullable JsonNode output) {
        try {
            conclude(deployment, step, step.plan().action(), output == null ? NullNode.getInstance() : output);
        } catch (JacksonException e) {
            unreadable(deployment, step, e.getOriginalMessage());
            return;
        } catch (UnreadableResultException e) {
            unreadable(deployment, step, e.getMessage());
            return;
        }
        new Advance(draft).advance(deployment.id());
    }

    private void unreadable(Deployment deployment, Step step, @Nullable String why) {
        new Failure(draft).attemptFailed(deployment, step, "the worker's result cannot be read: " + why, true);
    }

    /** Reads all of the result before anything happens because of it. */
    private static <T> T read(JsonNode output, Class<T> type, Function<T, @Nullable Object> needed) {
        T result = Json.read(output, type);
        if (result == null || needed.apply(result) == null) {
            throw new UnreadableResultException("not a " + type.getName());
        }
        return result;
    }

    /** A worker of another make may say anything. */
    private static final class UnreadableResultException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableResultException(String message) {
            super(message);
        }
    }

    private void conclude(Deployment deployment, Step step, StepAction action, JsonNode output) {
        Steps steps = new Steps(draft, deployment);
        switch (action) {
            case StepAction.Build(var service) -> {
                BuildTask.Output built = read(output, BuildTask.Output.class, StepResult::address);
                draft.emit(new DeploymentEvent.ArtifactBuilt(
                        deployment.request().application(),
                        deployment.environment(),
                        deployment.id(),
                        service,
                        built.artifact()));
                steps.succeeded(step, built.artifact().digest(), output);
                QuarantineRule.refuses(draft.state().lane(deployment.environment()), Map.of(service, built.artifact()))
                        .ifPresent(new Transitions(draft, deployment.id())::rejected);
            }
            case StepAction.Converge converge -> {
                draft.emit(new DeploymentEvent.TrafficShifted(
                        deployment.request().application(),
                        deployment.environment(),
                        deployment.id(),
                        converge.service(),
                        TrafficSplit.of(deployment, converge)));
                steps.succeeded(step, "", output);
            }
            case StepAction.EvaluateGate(var gate) -> {
                GateTask.Output found = read(output, GateTask.Output.class, GateTask.Output::detail);
                new Advance(draft)
                        .concludeGate(deployment, step, gate, new GateVerdict(found.passed(), found.detail()));
            }
            case StepAction.Analyze ignored ->
                verdict(deployment, step, read(output, VerifyTask.Output.class, StepResult::judgement), output);
            case StepAction.Verify ignored ->
                verdict(deployment, step, read(output, VerifyTask.Output.class, StepResult::judgement), output);
            case StepAction.AwaitApproval ignored -> {}
            case StepAction.Pause ignored -> {}
            case StepAction.RestoreConfig ignored -> {}
            case StepAction.Promote ignored -> {}
        }
    }

    private static @Nullable Object address(BuildTask.Output output) {
        Artifact artifact = output.artifact();
        return artifact == null || artifact.digest() == null ? null : artifact.uri();
    }

    private static @Nullable Object judgement(VerifyTask.Output output) {
        return output.verdict() == null ? null : output.summary();
    }

    /** Too little traffic to tell is neither good nor bad: a person decides. */
    private void verdict(Deployment deployment, Step step, VerifyTask.Output found, JsonNode output) {
        Steps steps = new Steps(draft, deployment);
        switch (found.verdict()) {
            case PASSED -> steps.succeeded(step, found.summary(), output);
            case FAILED -> new Failure(draft).forGood(deployment, step, found.summary(), output);
            case INCONCLUSIVE -> {
                steps.failed(step, found.summary(), null, output);
                steps.paused(
                        "slipway",
                        "too little traffic to tell: " + found.summary()
                                + "; resume to look again, accept it with a reason, or cancel");
            }
        }
    }
}
