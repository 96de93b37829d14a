package io.slipway.deploy.domain.project;

import java.util.List;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.events.Envelope;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.kit.aggregate.Outbound;
import io.slipway.kit.aggregate.Projection;

/** Says delivery facts in the words of CDEvents too. */
final class CDEventsProjection implements Projection<ApplicationState, DeployEvent> {
    @Override
    public List<Outbound> project(ApplicationState before, ApplicationState after, Envelope<DeployEvent> event) {
        return List.of();
    }
}
