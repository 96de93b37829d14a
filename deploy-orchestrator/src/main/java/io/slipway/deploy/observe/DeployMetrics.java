package io.slipway.deploy.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonSubTypes;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.Envelope;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentTransition;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.StepEvent;
import io.slipway.kit.aggregate.Observer;

/**
 * Counts and times deployments and their steps as they are decided; see {@code docs/reference/metrics.md}. From the
 * transitions to a terminal state come two of DORA's metrics: deployment frequency and change fail rate.
 */
public final class DeployMetrics implements Observer<ApplicationState, DeployEvent> {
    private final MeterRegistry meters;

    public DeployMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void observe(ApplicationState before, ApplicationState after, Envelope<DeployEvent> event) {
        switch (event.data()) {
            case DeploymentTransition move -> moved(before, move, event.time());
            case StepEvent.Succeeded step -> ended(before, step, "succeeded", event.time());
            case StepEvent.Failed step -> ended(before, step, "failed", event.time());
            case StepEvent.LeaseLost step ->
                meters.counter(
                                "slipway.deployment.step.leases.lost",
                                place(step).and("kind", kind(before, step)))
                        .increment();
            default -> {}
        }
    }

    private void moved(ApplicationState before, DeploymentTransition move, Instant at) {
        Tags place = Tags.of("application", move.application(), "environment", move.environment());
        String to = move.to().name().toLowerCase(Locale.ROOT);
        meters.counter("slipway.deployment.transitions", place.and("to", to)).increment();
        if (move.to().terminal()) {
            before.deployment(move.deploymentId())
                    .ifPresent(deployment -> meters.timer("slipway.deployment.duration", place.and("outcome", to))
                            .record(Duration.between(deployment.request().requestedAt(), at)));
        }
    }

    private void ended(ApplicationState before, StepEvent event, String outcome, Instant at) {
        step(before, event)
                .map(Step::startedAt)
                .ifPresent(started -> meters.timer(
                                "slipway.deployment.step.duration",
                                place(event).and("kind", kind(before, event), "outcome", outcome))
                        .record(Duration.between(started, at)));
    }

    private static Tags place(StepEvent event) {
        return Tags.of("application", event.application(), "environment", event.environment());
    }

    private static Optional<Step> step(ApplicationState state, StepEvent event) {
        return state.deployment(event.deploymentId())
                .flatMap(deployment -> deployment.steps().stream()
                        .filter(step -> step.id().equals(event.step()))
                        .findFirst());
    }

    /** The name that the step's kind has in the API: {@code build}, {@code converge}, … */
    private static String kind(ApplicationState state, StepEvent event) {
        return step(state, event)
                .map(step -> kind(step.plan().action().getClass()))
                .orElse("unknown");
    }

    private static String kind(Class<? extends StepAction> action) {
        for (JsonSubTypes.Type type :
                StepAction.class.getAnnotation(JsonSubTypes.class).value()) {
            if (type.value() == action) {
                return type.name();
            }
        }
        return "unknown";
    }
}
