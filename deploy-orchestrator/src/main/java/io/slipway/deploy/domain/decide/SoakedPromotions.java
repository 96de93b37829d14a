package io.slipway.deploy.domain.decide;

import java.util.List;
import java.util.Map;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Lane;
import io.slipway.deploy.domain.state.PendingPromotion;
import io.slipway.deploy.domain.state.Release;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.kit.aggregate.Draft;

/** Takes on to the next environment what has served the one before for as long as its pipeline wants. */
final class SoakedPromotions {
    private final Draft<ApplicationState, DeployEvent> draft;

    SoakedPromotions(Draft<ApplicationState, DeployEvent> draft) {
        this.draft = draft;
    }

    /** The environments whose release has served long enough by now. */
    static List<String> due(Draft<ApplicationState, DeployEvent> draft) {
        return draft.state().lanes().values().stream()
                .filter(lane ->
                        lane.promotion() != null && !lane.promotion().at().isAfter(draft.now()))
                .map(Lane::environment)
                .toList();
    }

    void promote(String from) {
        Lane lane = draft.state().lane(from);
        PendingPromotion pending = lane.promotion();
        ApplicationSpec spec = draft.state().spec();
        if (pending == null || spec == null) {
            return;
        }
        Release release = lane.release(pending.deploymentId()).orElseThrow();
        EnvironmentSpec target = draft.state().environment(pending.to()).orElseThrow();
        StartDeployment.request(
                draft,
                spec,
                target,
                new DeploymentRequest(
                        release.version(),
                        pending.requestedBy(),
                        pending.reason(),
                        pending.correlationId(),
                        pending.chainId(),
                        release.deploymentId(),
                        release.artifacts(),
                        release.source(),
                        Map.of(),
                        pending.annotations()));
        new Advance(draft).startNext(pending.to());
    }
}
