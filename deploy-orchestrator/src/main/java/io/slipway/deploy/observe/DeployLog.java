package io.slipway.deploy.observe;

import java.util.Locale;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.events.Envelope;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.DeploymentTransition;
import io.slipway.events.deploy.StepEvent;
import io.slipway.kit.aggregate.Observer;
import io.slipway.kit.observability.Correlation;

/** One log line for each transition, and for each failed or lost attempt at a step, with the deployment's correlation id. */
public final class DeployLog implements Observer<ApplicationState, DeployEvent> {
    private static final Logger LOG = LoggerFactory.getLogger("io.slipway.deploy");

    @Override
    public void observe(ApplicationState before, ApplicationState after, Envelope<DeployEvent> event) {
        String around = MDC.get(Correlation.MDC_KEY);
        try (var _ = MDC.putCloseable(Correlation.MDC_KEY, event.correlationId())) {
            log(event.data());
        } finally {
            if (around != null) {
                MDC.put(Correlation.MDC_KEY, around);
            }
        }
    }

    private static void log(DeployEvent event) {
        switch (event) {
            case DeploymentTransition move
            when move.reason() != null ->
                LOG.info("{} ({}) is {}: {}", move.deploymentId(), move.version(), words(move.to()), move.reason());
            case DeploymentTransition move ->
                LOG.info("{} ({}) is {}", move.deploymentId(), move.version(), words(move.to()));
            case StepEvent.Failed step ->
                LOG.info(
                        "{} step {} attempt {} failed: {}",
                        step.deploymentId(),
                        step.step(),
                        step.attempt(),
                        step.reason());
            case StepEvent.LeaseLost step ->
                LOG.warn(
                        "{} step {} attempt {} is handed out again: {}",
                        step.deploymentId(),
                        step.step(),
                        step.attempt(),
                        step.reason());
            default -> {}
        }
    }

    private static String words(DeploymentState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
