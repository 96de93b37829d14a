package io.slipway.deploy.domain.project;

import java.util.List;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.config.ConfigCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.StepAction.RestoreConfig;
import io.slipway.events.deploy.StepEvent;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.kit.aggregate.Outbound;
import io.slipway.kit.aggregate.Projection;

/**
 * Asks the config-service for the revision that a deployment wants back, in the transaction that says so. In the name of
 * whoever asked for the deployment, and only as long as it waits: what comes later would surprise everybody.
 */
final class ConfigRestoreProjection implements Projection<ApplicationState, DeployEvent> {
    private static final int LONGEST_REASON = 1000;

    @Override
    public List<Outbound> project(ApplicationState before, ApplicationState after, Envelope<DeployEvent> event) {
        if (!(event.data() instanceof StepEvent.Started started)) {
            return List.of();
        }
        Deployment deployment = after.deployment(started.deploymentId()).orElseThrow();
        Step step = deployment.step(started.step()).orElseThrow();
        if (!(step.plan().action() instanceof RestoreConfig restore)) {
            return List.of();
        }
        ConfigCommand.RollBack command = new ConfigCommand.RollBack(
                after.name(), deployment.environment(), restore.revision(), reason(deployment), started.deadline());
        return List.of(new Outbound(
                Topics.CONFIG_COMMANDS,
                after.name(),
                new Envelope<>(
                        new RestoreId(after.name(), deployment.id(), step.id(), step.attempt()).commandId(),
                        event.source(),
                        MessageCatalogue.typeOf(ConfigCommand.RollBack.class),
                        after.name(),
                        event.time(),
                        event.correlationId(),
                        event.id(),
                        deployment.request().requestedBy(),
                        event.traceparent(),
                        command)));
    }

    private static String reason(Deployment deployment) {
        String why = deployment.request().reason();
        String text = deployment.id() + " goes back" + (why == null ? "" : ": " + why);
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
    }
}
