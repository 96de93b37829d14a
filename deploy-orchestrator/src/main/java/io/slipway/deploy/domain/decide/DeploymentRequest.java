package io.slipway.deploy.domain.decide;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.SourceRef;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.BuildSpec;
import io.slipway.events.deploy.pipeline.ServiceSpec;

/**
 * A deployment somebody wants, or the promotion of an earlier one.
 *
 * @param promotedFrom deployment whose artifacts are deployed again, in another environment
 * @param artifacts by service, where they are known already
 * @param handedOver by service: what CI handed over
 * @param annotations what whoever asked wants to find again
 */
record DeploymentRequest(
        String version,
        String requestedBy,
        @Nullable String reason,
        String correlationId,
        String chainId,
        @Nullable String promotedFrom,
        Map<String, Artifact> artifacts,
        @Nullable SourceRef source,
        Map<String, String> handedOver,
        @Nullable Map<String, String> annotations) {
    private static final int MAX_VERSION = 128;

    /** The artifacts that are known of the services there are now. */
    Map<String, Artifact> known(ApplicationSpec spec) {
        Map<String, Artifact> known = new HashMap<>(artifacts);
        known.keySet().retainAll(spec.services().stream().map(ServiceSpec::name).toList());
        return known;
    }

    /** Why it can never be carried out. */
    Optional<String> fault(ApplicationSpec spec) {
        if (version.isBlank() || version.length() > MAX_VERSION) {
            return Optional.of("a version has 1 to " + MAX_VERSION + " characters, for example 2.4.0");
        }
        for (String service : handedOver.keySet()) {
            if (spec.services().stream().noneMatch(declared -> declared.name().equals(service))
                    && promotedFrom == null) {
                return Optional.of("an artifact is given for " + service + ", which is no service of " + spec.name());
            }
        }
        return spec.services().stream()
                .filter(service -> !artifacts.containsKey(service.name()))
                .flatMap(service -> missing(service).stream())
                .findFirst();
    }

    private Optional<String> missing(ServiceSpec service) {
        boolean given = handedOver.containsKey(service.name());
        return switch (service.build()) {
            case BuildSpec.Command ignored
            when source == null ->
                Optional.of(service.name() + " is built by a command and needs a source"
                        + " (a folder, or a git repository and ref)");
            case BuildSpec.Command ignored
            when given ->
                Optional.of("an artifact is given for " + service.name() + ", which is built by a command;"
                        + " leave it out, or declare the service as prebuilt");
            case BuildSpec.Prebuilt ignored
            when !given ->
                Optional.of(service.name() + " is prebuilt and needs an artifact"
                        + " (a file's address, or an image reference with digest)");
            case BuildSpec.Command ignored -> Optional.empty();
            case BuildSpec.Prebuilt ignored -> Optional.empty();
        };
    }
}
