package io.slipway.deploy.domain.decide;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.plan.Planner;
import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Release;
import io.slipway.events.Refusal;
import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.BuildSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.ServiceSpec;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;

/** Takes a deploy request in: checks it, fixes its plan, and puts it in its environment's queue. */
final class StartDeployment {
    private StartDeployment() {}

    static Decision<DeployEvent> decide(
            Draft<ApplicationState, DeployEvent> draft, DeployCommand.Start command, Context context) {
        ApplicationState state = draft.state();
        ApplicationSpec spec = state.spec();
        if (spec == null) {
            return unknownApplication(command.application());
        }
        String name =
                command.environment() == null ? spec.environments().getFirst().name() : command.environment();
        Optional<EnvironmentSpec> environment = state.environment(name);
        if (environment.isEmpty()) {
            return unknownEnvironment(spec, name);
        }
        Optional<Release> earlier = earlierRelease(state, spec, name, command);
        Optional<Refusal> fault = earlier.isPresent() ? Optional.empty() : faultOf(spec, command);
        if (fault.isPresent()) {
            return new Decision.Refused<>(fault.get());
        }
        Request request = new Request(
                name,
                command.version(),
                context.actor(),
                command.reason(),
                context.correlationId(),
                chainId(context.correlationId()),
                earlier.map(Release::deploymentId).orElse(null),
                earlier.map(Release::artifacts).orElse(Map.of()),
                command);
        String id = request(draft, spec, environment.get(), request);
        new Advance(draft).startNext(name);
        return draft.accepted(id);
    }

    /** What was asked for, by a person or by the promotion of an earlier deployment. */
    record Request(
            String environment,
            String version,
            String requestedBy,
            @Nullable String reason,
            String correlationId,
            String chainId,
            @Nullable String promotedFrom,
            Map<String, Artifact> artifacts,
            DeployCommand.@Nullable Start command) {}

    /** Emits the request and puts it in the queue; returns the deployment's id. */
    static String request(
            Draft<ApplicationState, DeployEvent> draft,
            ApplicationSpec spec,
            EnvironmentSpec environment,
            Request request) {
        ApplicationState state = draft.state();
        int number = state.lane(environment.name()).lastNumber() + 1;
        String id = deploymentId(spec.name(), environment.name(), number);
        boolean artifactsKnown = !request.artifacts().isEmpty();
        draft.emit(new DeploymentEvent.Requested(
                spec.name(),
                environment.name(),
                id,
                number,
                request.version(),
                state.pipelineRevision(),
                Planner.deployment(spec, environment, request.version(), artifactsKnown),
                request.requestedBy(),
                request.reason(),
                request.correlationId(),
                request.chainId(),
                null,
                null,
                request.promotedFrom(),
                request.command() == null ? null : request.command().source(),
                request.artifacts(),
                request.command() == null ? Map.of() : request.command().artifacts()));
        new Transitions(draft, id).queued();
        return id;
    }

    static String deploymentId(String application, String environment, int number) {
        return application + "-" + environment + "-" + number;
    }

    /** The CDEvents chain of everything that follows from one request. */
    static String chainId(String correlationId) {
        return UUID.nameUUIDFromBytes(correlationId.getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    static Decision<DeployEvent> unknownApplication(String application) {
        return Decision.refused(
                Refusal.Code.NOT_FOUND,
                "there is no application " + application + "; declare it first (slipway apply -f slipway.yaml)");
    }

    static Decision<DeployEvent> unknownEnvironment(ApplicationSpec spec, String name) {
        String known = spec.environments().stream().map(EnvironmentSpec::name).collect(Collectors.joining(", "));
        return Decision.refused(
                Refusal.Code.NOT_FOUND, spec.name() + " has no environment " + name + "; it has " + known);
    }

    /**
     * With nothing to build given, the artifacts of the same version in an earlier environment are what is meant: a
     * promotion by hand.
     */
    private static Optional<Release> earlierRelease(
            ApplicationState state, ApplicationSpec spec, String environment, DeployCommand.Start command) {
        if (command.source() != null || !command.artifacts().isEmpty()) {
            return Optional.empty();
        }
        List<String> earlier = spec.environments().stream()
                .map(EnvironmentSpec::name)
                .takeWhile(name -> !name.equals(environment))
                .toList();
        return earlier.reversed().stream()
                .flatMap(name -> state.lane(name).releases().stream())
                .filter(release -> release.version().equals(command.version()))
                .findFirst();
    }

    private static Optional<Refusal> faultOf(ApplicationSpec spec, DeployCommand.Start command) {
        for (String service : command.artifacts().keySet()) {
            if (spec.services().stream().noneMatch(known -> known.name().equals(service))) {
                return invalid("an artifact is given for " + service + ", which is no service of " + spec.name());
            }
        }
        for (ServiceSpec service : spec.services()) {
            Optional<Refusal> fault = switch (service.build()) {
                case BuildSpec.Command ignored
                when command.source() == null ->
                    invalid(service.name() + " is built by a command and needs a source"
                            + " (a folder, or a git repository and ref)");
                case BuildSpec.Prebuilt ignored
                when !command.artifacts().containsKey(service.name()) ->
                    invalid(service.name() + " is prebuilt and needs an artifact"
                            + " (a file's address, or an image reference with digest)");
                case BuildSpec.Command ignored -> Optional.empty();
                case BuildSpec.Prebuilt ignored -> Optional.empty();
            };
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> invalid(String detail) {
        return Optional.of(Refusal.of(Refusal.Code.INVALID, detail));
    }
}
