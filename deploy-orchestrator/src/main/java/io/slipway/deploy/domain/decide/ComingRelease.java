package io.slipway.deploy.domain.decide;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.plan.Changes;
import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Release;
import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.RunSpec;
import io.slipway.events.deploy.pipeline.ServiceSpec;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.deploy.view.ChangesView;

/** What would be different if a release came to an environment, or something that is still to be built. */
public final class ComingRelease {
    private ComingRelease() {}

    /**
     * What a promotion of that which serves one environment to another would change.
     *
     * @return empty where nothing serves the environment it comes from
     */
    public static Optional<ChangesView> promoted(ApplicationView application, String from, String to) {
        ApplicationState state = PublicState.of(application);
        return state.lane(from)
                .current()
                .map(release -> of(
                        state,
                        application.spec(),
                        to,
                        release.version(),
                        new DeploymentRequest(
                                        release.version(),
                                        "",
                                        null,
                                        "",
                                        "",
                                        release.deploymentId(),
                                        release.artifacts(),
                                        null,
                                        Map.of(),
                                        null)
                                .known(application.spec()),
                        release));
    }

    static @Nullable ChangesView of(ApplicationState state, DeploymentEvent.Requested requested) {
        Release promoted = requested.promotedFrom() == null
                ? null
                : state.lanes().values().stream()
                        .flatMap(lane -> lane.release(requested.promotedFrom()).stream())
                        .findFirst()
                        .orElse(null);
        return state.spec() == null
                ? null
                : of(
                        state,
                        state.spec(),
                        requested.environment(),
                        requested.version(),
                        requested.artifacts(),
                        promoted);
    }

    private static ChangesView of(
            ApplicationState state,
            ApplicationSpec spec,
            String environment,
            String version,
            Map<String, Artifact> known,
            @Nullable Release promoted) {
        Map<String, Optional<RunSpec>> runs = new HashMap<>();
        for (ServiceSpec service : spec.services()) {
            runs.put(
                    service.name(),
                    promoted != null && promoted.has(service.name())
                            ? Optional.ofNullable(promoted.runs().get(service.name()))
                            : Optional.of(service.run()));
        }
        return Changes.of(
                state.name(),
                environment,
                state.lane(environment).current().orElse(null),
                new Changes.Coming(
                        promoted == null ? null : promoted.deploymentId(),
                        version,
                        known,
                        runs,
                        promoted == null ? null : promoted.commit(),
                        state.configs().get(environment),
                        promoted == null ? null : promoted.configRevision()));
    }
}
