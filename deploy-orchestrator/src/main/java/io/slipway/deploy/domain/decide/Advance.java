package io.slipway.deploy.domain.decide;

import java.util.Optional;

import io.slipway.deploy.domain.gate.Candidate;
import io.slipway.deploy.domain.gate.GateVerdict;
import io.slipway.deploy.domain.gate.Gates;
import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.DeploymentSpec;
import io.slipway.deploy.domain.state.Lane;
import io.slipway.deploy.domain.state.PendingPromotion;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.GateSpec;
import io.slipway.kit.aggregate.Draft;

import static io.slipway.events.deploy.DeploymentState.ROLLING_BACK;
import static io.slipway.events.deploy.DeploymentState.SUCCEEDED;

/** Moves deployments forward as far as they go without waiting for anybody. */
final class Advance {
    private final Draft<ApplicationState, DeployEvent> draft;

    Advance(Draft<ApplicationState, DeployEvent> draft) {
        this.draft = draft;
    }

    /** Lets newer deployments take the place of older ones, then gives a free environment to who waits longest for it. */
    void startNext(String environment) {
        new Holds(draft).holdQueue(environment);
        new Succession(draft).settle(environment);
        Lane lane = draft.state().lane(environment);
        if (lane.holder().isEmpty()) {
            lane.queue().stream().filter(next -> !next.isPaused()).findFirst().ifPresent(next -> advance(next.id()));
        }
    }

    /** Starts the next step, and the one after where a step needs nobody, until something has to be waited for. */
    void advance(String id) {
        Deployment deployment = get(id);
        while (!deployment.state().terminal()
                && !deployment.isPaused()
                && deployment.current().isEmpty()) {
            Optional<Step> next = deployment.next();
            if (next.isEmpty()) {
                end(deployment);
                break;
            }
            if (!new Holds(draft).stops(deployment, next.get())) {
                begin(deployment, next.get());
            }
            deployment = get(id);
        }
        startNext(deployment.environment());
    }

    private void begin(Deployment deployment, Step step) {
        Transitions transitions = new Transitions(draft, deployment.id());
        if (deployment.state() == DeploymentState.QUEUED) {
            Optional<String> quarantined =
                    QuarantineRule.refuses(draft.state().lane(deployment.environment()), deployment.artifacts());
            if (quarantined.isPresent()) {
                transitions.rejected(quarantined.get());
                return;
            }
            transitions.enter(DeploymentState.GATES);
        }
        DeploymentState phase = step.plan().phase();
        if (phase != get(deployment.id()).state()) {
            transitions.enter(phase);
        }
        Deployment entered = get(deployment.id());
        Steps steps = new Steps(draft, entered);
        Optional<String> needless = NeedlessStep.reason(entered, step);
        if (needless.isPresent()) {
            steps.skipped(step, needless.get());
            return;
        }
        new Configurations(draft).pin(entered, step);
        steps.start(step);
        Step started = get(deployment.id()).step(step.id()).orElseThrow();
        switch (started.plan().action()) {
            case StepAction.EvaluateGate(var gate) -> evaluate(entered, started, gate);
            case StepAction.Promote ignored -> steps.succeeded(started, "", null);
            case StepAction.Build ignored -> {}
            case StepAction.AwaitApproval ignored -> {}
            case StepAction.Converge ignored -> {}
            case StepAction.Pause ignored -> {}
            case StepAction.Analyze ignored -> {}
            case StepAction.Verify ignored -> {}
            case StepAction.RestoreConfig ignored -> {}
        }
    }

    private void evaluate(Deployment deployment, Step step, GateSpec gate) {
        Optional<GateVerdict> verdict = Gates.evaluate(
                gate, draft.state(), deployment.request().settings(), Candidate.of(deployment), draft.now());
        verdict.ifPresent(known ->
                concludeGate(deployment, step, gate, glass(deployment, gate).orElse(known)));
    }

    /** The glass is broken for the calendar, and for what may be mended by this very deployment: backups that fail. */
    private static Optional<GateVerdict> glass(Deployment deployment, GateSpec gate) {
        String by = deployment.closing().brokenBy();
        return by == null || !opensToGlass(gate)
                ? Optional.empty()
                : Optional.of(new GateVerdict(true, by + " broke the glass"));
    }

    private static boolean opensToGlass(GateSpec gate) {
        return switch (gate) {
            case GateSpec.OutsideFreeze ignored -> true;
            case GateSpec.BackupFresh ignored -> true;
            case GateSpec.PassedIn ignored -> false;
            case GateSpec.Http ignored -> false;
        };
    }

    /** A gate that holds is a step done; one that does not rejects the deployment. */
    void concludeGate(Deployment deployment, Step step, GateSpec gate, GateVerdict verdict) {
        Steps steps = new Steps(draft, deployment);
        steps.gateEvaluated(gate.name(), verdict.passed(), verdict.detail());
        if (verdict.passed()) {
            steps.succeeded(step, verdict.detail(), null);
        } else {
            steps.failed(step, verdict.detail(), null);
            new Transitions(draft, deployment.id())
                    .rejected("gate " + gate.name() + " does not hold: " + verdict.detail());
        }
    }

    private void end(Deployment deployment) {
        Transitions transitions = new Transitions(draft, deployment.id());
        if (deployment.state() == ROLLING_BACK) {
            endRollback(deployment, transitions);
        } else {
            transitions.succeeded();
            new TakenBack(draft).byRollback(deployment);
            promote(deployment);
        }
    }

    private void endRollback(Deployment deployment, Transitions transitions) {
        DeploymentState outcome = deployment.outcome();
        if (outcome == DeploymentState.CANCELLED) {
            transitions.cancelled(deployment.message(), null);
        } else if (outcome == DeploymentState.SUPERSEDED && deployment.supersededBy() != null) {
            transitions.superseded(deployment.message(), deployment.supersededBy());
        } else if (outcome == DeploymentState.FAILED) {
            transitions.failed(deployment.message());
        } else {
            transitions.rolledBack(deployment.message());
            new TakenBack(draft).byItself(deployment);
        }
    }

    private void promote(Deployment deployment) {
        ApplicationSpec spec = draft.state().spec();
        String next = PendingPromotion.next(deployment).orElse(null);
        boolean later = deployment.request().settings().promoteAfter() != null;
        if (later || spec == null || next == null || get(deployment.id()).state() != SUCCEEDED) {
            return;
        }
        // The pipeline may have lost the environment while the deployment was under way.
        Optional<EnvironmentSpec> environment = draft.state().environment(next);
        environment.ifPresent(target -> {
            DeploymentSpec request = deployment.request();
            StartDeployment.request(
                    draft,
                    spec,
                    target,
                    new DeploymentRequest(
                            request.version(),
                            request.requestedBy(),
                            request.reason(),
                            request.correlationId(),
                            request.chainId(),
                            request.id(),
                            deployment.artifacts(),
                            request.source(),
                            request.handedOver(),
                            request.annotations()));
            startNext(next);
        });
    }

    private Deployment get(String id) {
        return draft.state().deployment(id).orElseThrow();
    }
}
