package io.slipway.deploy.domain.project;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.cdevents.CDEvent;
import io.slipway.events.deploy.ApplicationEvent;
import io.slipway.events.deploy.BackupObserved;
import io.slipway.events.deploy.ConfigObserved;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.LineEvent;
import io.slipway.events.deploy.QuarantineEvent;
import io.slipway.kit.aggregate.Following;
import io.slipway.kit.aggregate.Outbound;
import io.slipway.kit.aggregate.Projection;

/**
 * Says delivery facts in the words of CDEvents too, on {@code slipway.cdevents}. An event's id follows from the fact it is
 * about, so that the same fact never has two.
 */
final class CDEventsProjection implements Projection<ApplicationState, DeployEvent> {

    @Override
    public List<Outbound> project(ApplicationState before, ApplicationState after, Envelope<DeployEvent> event) {
        return switch (event.data()) {
            case ApplicationEvent.Applied applied -> said(event, null, EnvironmentFacts.of(before, applied));
            case QuarantineEvent ignored -> List.of();
            case LineEvent ignored -> List.of();
            case ConfigObserved ignored -> List.of();
            case BackupObserved ignored -> List.of();
            case DeploymentEvent fact ->
                deployment(before, after, fact)
                        .map(deployment -> said(event, deployment.request().chainId(), facts(deployment, fact)))
                        .orElse(List.of());
        };
    }

    /** As it is after the event, where it is still there. */
    private static Optional<Deployment> deployment(
            ApplicationState before, ApplicationState after, DeploymentEvent event) {
        return after.deployment(event.deploymentId()).or(() -> before.deployment(event.deploymentId()));
    }

    private static List<CDEventFact> facts(Deployment deployment, DeploymentEvent event) {
        List<CDEventFact> facts = new ArrayList<>(RunFacts.of(deployment, event));
        facts.addAll(ServiceFacts.of(deployment, event));
        return facts;
    }

    private static List<Outbound> said(Envelope<DeployEvent> event, @Nullable String chainId, List<CDEventFact> facts) {
        List<Outbound> records = new ArrayList<>();
        for (int index = 0; index < facts.size(); index++) {
            CDEventFact fact = facts.get(index);
            String id = Following.id(event, "cdevents/" + index);
            CDEvent said =
                    CDEvent.of(id, DeployAggregate.SOURCE, event.time(), chainId, fact.subject(), fact.content());
            records.add(new Outbound(Topics.CDEVENTS, event.data().application(), envelope(event, said)));
        }
        return records;
    }

    private static Envelope<CDEvent> envelope(Envelope<DeployEvent> event, CDEvent said) {
        return new Envelope<>(
                said.context().id(),
                URI.create(said.context().source()),
                said.context().type(),
                said.subject().id(),
                event.time(),
                event.correlationId(),
                event.id(),
                event.actor(),
                event.traceparent(),
                said);
    }
}
