package io.slipway.deploy.domain;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.DeploymentTransition;
import io.slipway.events.deploy.QuarantineEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Counts along what is in quarantine, from the events alone: nothing that was taken back gets traffic again, and what had
 * traffic and was taken back is in quarantine.
 */
final class QuarantineWatch {
    private record Bad(String environment, String service, String digest) {}

    private final Set<Bad> quarantined = new HashSet<>();
    /** By deployment: what it had sent traffic to. */
    private final Map<String, Set<Bad>> exposed = new HashMap<>();

    private final Set<Bad> expected = new HashSet<>();

    void happened(ApplicationState before, DeployEvent event) {
        switch (event) {
            case QuarantineEvent.ArtifactQuarantined bad ->
                quarantined.add(new Bad(bad.environment(), bad.service(), bad.digest()));
            case QuarantineEvent.ArtifactReleased good -> {
                assertThat(good.reason()).isNotBlank();
                quarantined.remove(new Bad(good.environment(), good.service(), good.digest()));
            }
            case DeploymentEvent.TrafficShifted shifted
            when shifted.weights().getOrDefault(shifted.deploymentId(), 0) > 0 -> shifted(before, shifted);
            case DeploymentTransition.RolledBack back -> takenBack(before, back);
            default -> {}
        }
    }

    private void shifted(ApplicationState before, DeploymentEvent.TrafficShifted event) {
        Deployment deployment = before.deployment(event.deploymentId()).orElseThrow();
        Artifact artifact = deployment.artifacts().get(event.service());
        Bad served = new Bad(event.environment(), event.service(), artifact.digest());
        assertThat(quarantined)
                .as("%s sends traffic to what was taken back before it began", event.deploymentId())
                .doesNotContain(served);
        exposed.computeIfAbsent(event.deploymentId(), id -> new HashSet<>()).add(served);
    }

    private void takenBack(ApplicationState before, DeploymentTransition.RolledBack event) {
        assertThat(event.from()).isEqualTo(DeploymentState.ROLLING_BACK);
        var serving = before.lane(event.environment()).current();
        exposed.getOrDefault(event.deploymentId(), Set.of()).stream()
                .filter(bad -> serving.map(release -> release.artifacts().get(bad.service()))
                        .map(good -> !good.digest().equals(bad.digest()))
                        .orElse(true))
                .forEach(expected::add);
    }

    /** After a whole decision. */
    void decided(ApplicationState state) {
        assertThat(quarantined).as("what was taken back is in quarantine").containsAll(expected);
        expected.clear();
        state.lanes().forEach((environment, lane) -> {
            assertThat(lane.quarantined()).hasSizeLessThanOrEqualTo(100);
            lane.quarantined()
                    .forEach(entry ->
                            assertThat(quarantined).contains(new Bad(environment, entry.service(), entry.digest())));
            lane.current()
                    .ifPresent(release -> release.artifacts()
                            .forEach((service, artifact) -> assertThat(lane.quarantine(service, artifact.digest()))
                                    .as("what serves %s is not in quarantine", environment)
                                    .isEmpty()));
        });
    }
}
