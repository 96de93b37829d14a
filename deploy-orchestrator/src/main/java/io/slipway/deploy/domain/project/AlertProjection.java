package io.slipway.deploy.domain.project;

import java.util.List;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.alert.Alert;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.kit.aggregate.Following;
import io.slipway.kit.aggregate.Outbound;
import io.slipway.kit.aggregate.Projection;

/** Raises an alert on {@code slipway.alerts} with each event that {@link AlertFacts} says is one. */
final class AlertProjection implements Projection<ApplicationState, DeployEvent> {

    @Override
    public List<Outbound> project(ApplicationState before, ApplicationState after, Envelope<DeployEvent> event) {
        return AlertFacts.of(event)
                .map(fact -> alert(event, fact))
                .map(List::of)
                .orElse(List.of());
    }

    private static Outbound alert(Envelope<DeployEvent> event, AlertFacts.Fact fact) {
        String id = Following.id(event, "alert");
        String application = event.data().application();
        Alert alert = new Alert(
                id,
                application,
                fact.environment(),
                event.data() instanceof DeploymentEvent about ? about.deploymentId() : null,
                fact.kind(),
                fact.severity(),
                fact.title(),
                fact.detail(),
                fact.by(),
                event.time());
        return Following.record(Topics.ALERTS, application, event, id, alert);
    }
}
