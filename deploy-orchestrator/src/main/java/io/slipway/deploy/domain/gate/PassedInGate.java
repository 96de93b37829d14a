package io.slipway.deploy.domain.gate;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import io.slipway.deploy.domain.state.Lane;
import io.slipway.deploy.domain.state.Release;
import io.slipway.events.deploy.Artifact;

/**
 * Whether a candidate has succeeded in an environment. Artifacts that are known have to be those that ran; a version is
 * only a name, and stands for an artifact only until there is one. What was taken back there has not passed.
 */
final class PassedInGate {
    private PassedInGate() {}

    static GateVerdict evaluate(Lane lane, Candidate candidate) {
        Optional<Release> passed = lane.releases().stream()
                .filter(release -> matches(release, candidate))
                .filter(release -> !takenBack(lane, release))
                .findFirst();
        return passed.map(release -> new GateVerdict(
                        true,
                        candidate.version() + " succeeded in " + lane.environment() + " as " + release.deploymentId()))
                .orElseGet(() -> new GateVerdict(false, why(lane, candidate)));
    }

    private static boolean matches(Release release, Candidate candidate) {
        boolean same = candidate.digests().entrySet().stream()
                .allMatch(known -> known.getValue().equals(digest(release, known.getKey())));
        boolean allKnown =
                candidate.digests().keySet().containsAll(release.artifacts().keySet());
        return same && (allKnown || release.version().equals(candidate.version()));
    }

    private static boolean takenBack(Lane lane, Release release) {
        return release.artifacts().entrySet().stream()
                .anyMatch(entry -> lane.quarantine(
                                entry.getKey(), entry.getValue().digest())
                        .isPresent());
    }

    private static String digest(Release release, String service) {
        Artifact artifact = release.artifacts().get(service);
        return artifact == null ? "" : artifact.digest();
    }

    private static String why(Lane lane, Candidate candidate) {
        Predicate<Release> named = release -> release.version().equals(candidate.version());
        Optional<Release> other = lane.releases().stream().filter(named).findFirst();
        if (other.isEmpty()) {
            return candidate.version() + " has not succeeded in " + lane.environment() + "; deploy it there first";
        }
        if (takenBack(lane, other.get()) && matches(other.get(), candidate)) {
            return candidate.version() + " was taken back in " + lane.environment() + " after it had succeeded there";
        }
        String services = candidate.digests().entrySet().stream()
                .filter(known -> !known.getValue().equals(digest(other.get(), known.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .reduce((one, two) -> one + ", " + two)
                .orElse("another set of services");
        return "the " + candidate.version() + " that succeeded in " + lane.environment() + " as "
                + other.get().deploymentId() + " was another build of " + services + "; promote that one";
    }
}
