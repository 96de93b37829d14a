package io.slipway.deploy.domain.decide;

import io.slipway.deploy.domain.gate.GateVerdict;
import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Step;
import io.slipway.deploy.domain.state.TrafficSplit;
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

/** What the result of a worker's task means for the deployment. */
final class StepResult {
    private final Draft<ApplicationState, DeployEvent> draft;

    StepResult(Draft<ApplicationState, DeployEvent> draft) {
        this.draft = draft;
    }

    void conclude(Deployment deployment, Step step, JsonNode output) {
        try {
            conclude(deployment, step, step.plan().action(), output);
        } catch (JacksonException e) {
            new Failure(draft)
                    .attemptFailed(
                            deployment, step, "the worker's result cannot be read: " + e.getOriginalMessage(), true);
            return;
        }
        new Advance(draft).advance(deployment.id());
    }

    private void conclude(Deployment deployment, Step step, StepAction action, JsonNode output) {
        Steps steps = new Steps(draft, deployment);
        switch (action) {
            case StepAction.Build(var service) -> {
                BuildTask.Output built = Json.read(output, BuildTask.Output.class);
                draft.emit(new DeploymentEvent.ArtifactBuilt(
                        deployment.request().application(),
                        deployment.environment(),
                        deployment.id(),
                        service,
                        built.artifact()));
                steps.succeeded(step, built.artifact().digest(), output);
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
                GateTask.Output found = Json.read(output, GateTask.Output.class);
                new Advance(draft)
                        .concludeGate(deployment, step, gate, new GateVerdict(found.passed(), found.detail()));
            }
            case StepAction.Analyze ignored ->
                verdict(deployment, step, Json.read(output, VerifyTask.Output.class), output);
            case StepAction.Verify ignored ->
                verdict(deployment, step, Json.read(output, VerifyTask.Output.class), output);
            case StepAction.AwaitApproval ignored -> {}
            case StepAction.Pause ignored -> {}
            case StepAction.Promote ignored -> {}
        }
    }

    /** Too little traffic to tell is neither good nor bad: a person decides. */
    private void verdict(Deployment deployment, Step step, VerifyTask.Output found, JsonNode output) {
        Steps steps = new Steps(draft, deployment);
        switch (found.verdict()) {
            case PASSED -> steps.succeeded(step, found.summary(), output);
            case FAILED -> new Failure(draft).forGood(deployment, step, found.summary());
            case INCONCLUSIVE -> {
                steps.failed(step, found.summary(), null);
                steps.paused(
                        "slipway",
                        "too little traffic to tell: " + found.summary() + "; resume to look again, or cancel");
            }
        }
    }
}
