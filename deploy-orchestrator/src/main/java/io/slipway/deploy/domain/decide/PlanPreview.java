package io.slipway.deploy.domain.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.gate.Candidate;
import io.slipway.deploy.domain.gate.GateVerdict;
import io.slipway.deploy.domain.gate.Gates;
import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.events.Refusal;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.PlannedStep;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.GateSpec;
import io.slipway.events.deploy.pipeline.QueueSpec;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.deploy.view.PlanView;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Directory;

/**
 * Shows what a deploy request would do: the very decision, made and thrown away, so that the plan cannot differ from
 * what would happen.
 */
public sealed interface PlanPreview {

    record Planned(PlanView plan) implements PlanPreview {}

    /** The request would not even be taken in. */
    record Refused(Refusal refusal) implements PlanPreview {}

    /** @param asking who would ask for it, and so may have no word in its approval */
    static PlanPreview of(
            ApplicationView application, DeployCommand.Start command, Instant now, String asking, Directory directory) {
        ApplicationState state = PublicState.of(application);
        Optional<String> taken = taken(application, command.environment());
        if (taken.isPresent()) {
            return new Refused(Refusal.of(Refusal.Code.CONFLICT, taken.get()));
        }
        // A lease is of no matter here: nothing is handed out.
        DeployDecider decider = new DeployDecider(Duration.ZERO, directory);
        Decision<DeployEvent> decision =
                decider.decidePermitted(state, command, new Context(now, asking, "plan", "plan"));
        return switch (decision) {
            case Decision.Refused<DeployEvent>(var refusal) -> new Refused(refusal);
            case Decision.Accepted<DeployEvent>(var events, var subject) ->
                new Planned(plan(application, state, requested(events), now));
        };
    }

    /** Who holds an environment is no part of the state a plan is made from. */
    private static Optional<String> taken(ApplicationView application, @Nullable String environment) {
        EnvironmentSpec first = application.spec().environments().getFirst();
        String name = environment == null ? first.name() : environment;
        return application.spec().environments().stream()
                .filter(declared ->
                        declared.name().equals(name) && declared.queue().policy() == QueueSpec.Policy.REJECT)
                .flatMap(declared -> ahead(application, name).stream())
                .findFirst()
                .map(holder -> Admission.taken(holder, name));
    }

    private static DeploymentEvent.Requested requested(List<DeployEvent> events) {
        return events.stream()
                .filter(DeploymentEvent.Requested.class::isInstance)
                .map(DeploymentEvent.Requested.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static PlanView plan(
            ApplicationView application, ApplicationState state, DeploymentEvent.Requested requested, Instant now) {
        EnvironmentSpec environment = state.environment(requested.environment()).orElseThrow();
        Candidate candidate = Candidate.of(requested.version(), requested.artifacts(), requested.handedOver());
        List<PlanView.GatePreview> gates = requested.plan().stream()
                .map(PlannedStep::action)
                .filter(StepAction.EvaluateGate.class::isInstance)
                .map(action -> ((StepAction.EvaluateGate) action).gate())
                .map(gate -> preview(gate, state, environment, candidate, now))
                .toList();
        return new PlanView(
                requested.application(),
                requested.environment(),
                requested.version(),
                requested.plan(),
                gates,
                gates.stream().anyMatch(gate -> gate.verdict() == PlanView.Verdict.REFUSES),
                ahead(application, requested.environment()),
                environment.queue(),
                ComingRelease.of(state, requested));
    }

    private static List<String> ahead(ApplicationView application, String environment) {
        return application.environments().stream()
                .filter(view -> view.name().equals(environment))
                .flatMap(view -> Stream.concat(Stream.ofNullable(view.running()), view.queue().stream()))
                .toList();
    }

    private static PlanView.GatePreview preview(
            GateSpec gate, ApplicationState state, EnvironmentSpec environment, Candidate candidate, Instant now) {
        Optional<GateVerdict> verdict = Gates.evaluate(gate, state, environment, candidate, now);
        return verdict.map(known -> new PlanView.GatePreview(
                        gate.name(),
                        known.passed() ? PlanView.Verdict.HOLDS : PlanView.Verdict.REFUSES,
                        known.detail()))
                .orElseGet(() -> new PlanView.GatePreview(
                        gate.name(), PlanView.Verdict.ASKED_LATER, "asked when the deployment runs"));
    }
}
