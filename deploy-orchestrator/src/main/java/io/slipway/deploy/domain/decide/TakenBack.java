package io.slipway.deploy.domain.decide;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.DeploymentSpec;
import io.slipway.deploy.domain.state.Lane;
import io.slipway.deploy.domain.state.Quarantine;
import io.slipway.deploy.domain.state.Release;
import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.QuarantineEvent;
import io.slipway.kit.aggregate.Draft;

/**
 * Quarantines what was taken back, so that it does not come again by the next promotion, retry or redelivery. What the
 * environment serves now is never quarantined: it is what one went back to.
 */
final class TakenBack {
    /** Entries an environment keeps; the oldest is let go when there are more. */
    static final int MOST = 100;

    private final Draft<ApplicationState, DeployEvent> draft;

    TakenBack(Draft<ApplicationState, DeployEvent> draft) {
        this.draft = draft;
    }

    /** A deployment went back by itself: the services it had begun to start are bad. */
    void byItself(Deployment deployment) {
        Map<String, Artifact> begun = new TreeMap<>(deployment.artifacts());
        begun.keySet().retainAll(deployment.started());
        quarantine(deployment, deployment.id(), deployment.version(), begun, deployment.message(), "slipway");
    }

    /** A rollback succeeded: the release it was asked to take back is bad. */
    void byRollback(Deployment rollback) {
        Lane lane = draft.state().lane(rollback.environment());
        DeploymentSpec request = rollback.request();
        String why = "taken back by " + request.id() + (request.reason() == null ? "" : ": " + request.reason());
        if (request.rollbackOf() != null) {
            lane.release(request.rollbackOf())
                    .ifPresent(bad -> quarantine(
                            rollback,
                            bad.deploymentId(),
                            bad.version(),
                            new TreeMap<>(bad.artifacts()),
                            why,
                            request.requestedBy()));
        }
    }

    private void quarantine(
            Deployment cause, String id, String version, Map<String, Artifact> artifacts, String why, String by) {
        String environment = cause.environment();
        Map<String, Artifact> serving = draft.state()
                .lane(environment)
                .current()
                .map(Release::artifacts)
                .orElse(Map.of());
        artifacts.forEach((service, artifact) -> {
            Artifact good = serving.get(service);
            if (good == null || !good.digest().equals(artifact.digest())) {
                draft.emit(new QuarantineEvent.ArtifactQuarantined(
                        cause.request().application(),
                        environment,
                        service,
                        artifact.digest(),
                        id,
                        rollback(cause, id),
                        version,
                        why,
                        by));
            }
        });
        letTheOldestGo(environment);
    }

    private static @Nullable String rollback(Deployment cause, String takenBack) {
        return cause.id().equals(takenBack) ? null : cause.id();
    }

    private void letTheOldestGo(String environment) {
        List<Quarantine> all = draft.state().lane(environment).quarantined();
        all.stream()
                .limit(Math.max(0, all.size() - MOST))
                .forEach(oldest -> draft.emit(new QuarantineEvent.ArtifactReleased(
                        draft.state().name(),
                        environment,
                        oldest.service(),
                        oldest.digest(),
                        "the oldest of more than " + MOST + " artifacts in quarantine",
                        "slipway")));
    }
}
