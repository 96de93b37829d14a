package io.slipway.deploy.domain.gate;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.slipway.deploy.domain.state.Deployment;
import io.slipway.events.deploy.Artifact;

/**
 * What a gate is asked about.
 *
 * @param digests by service, where the artifact is known before it is built or taken over
 */
public record Candidate(String version, Map<String, String> digests) {
    private static final Pattern IMAGE = Pattern.compile(".+@(sha256:[0-9a-f]+)");

    public Candidate {
        digests = Map.copyOf(digests);
    }

    /** @param handedOver by service: what CI handed over; an image reference says its digest */
    public static Candidate of(String version, Map<String, Artifact> artifacts, Map<String, String> handedOver) {
        Map<String, String> digests = new HashMap<>();
        handedOver.forEach((service, reference) -> {
            Matcher image = IMAGE.matcher(reference);
            if (image.matches()) {
                digests.put(service, image.group(1));
            }
        });
        artifacts.forEach((service, artifact) -> digests.put(service, artifact.digest()));
        return new Candidate(version, digests);
    }

    public static Candidate of(Deployment deployment) {
        return of(
                deployment.version(),
                deployment.artifacts(),
                deployment.request().handedOver());
    }
}
