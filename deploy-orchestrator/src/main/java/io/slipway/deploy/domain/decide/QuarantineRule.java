package io.slipway.deploy.domain.decide;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.slipway.deploy.domain.state.Lane;
import io.slipway.deploy.domain.state.Quarantine;
import io.slipway.events.deploy.Artifact;

/** What was taken back in an environment does not come again until a person releases it. */
final class QuarantineRule {
    private QuarantineRule() {}

    /** Why these artifacts may not be deployed; empty where they may. */
    static Optional<String> refuses(Lane lane, Map<String, Artifact> artifacts) {
        return found(lane, artifacts).findFirst().map(entry -> words(lane, entry));
    }

    /**
     * As {@link #refuses(Lane, Map)}, also for image references, whose digest is known before anybody takes them over.
     *
     * @param handedOver by service: what CI handed over
     */
    static Optional<String> refuses(Lane lane, Map<String, Artifact> artifacts, Map<String, String> handedOver) {
        return refuses(lane, artifacts)
                .or(() -> lane.quarantined().stream()
                        .filter(entry ->
                                handedOver.getOrDefault(entry.service(), "").endsWith("@" + entry.digest()))
                        .findFirst()
                        .map(entry -> words(lane, entry)));
    }

    /** The entries that hold any of the artifacts. */
    static Stream<Quarantine> found(Lane lane, Map<String, Artifact> artifacts) {
        return new TreeMap<>(artifacts)
                .entrySet().stream()
                        .flatMap(known ->
                                lane.quarantine(known.getKey(), known.getValue().digest()).stream());
    }

    private static String words(Lane lane, Quarantine entry) {
        return entry.service() + " " + entry.digest() + " is in quarantine in " + lane.environment() + " since "
                + entry.at() + " (" + entry.deploymentId() + ", " + entry.version() + ": " + entry.because()
                + "); deploy another build, or release it (slipway quarantine release)";
    }
}
