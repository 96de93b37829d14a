package io.slipway.deploy.domain.decide;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import io.slipway.deploy.domain.plan.Planner;
import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Lane;
import io.slipway.deploy.domain.state.Release;
import io.slipway.events.Refusal;
import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;
import io.slipway.kit.approval.Quorum;

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
        Glass glass = new Glass(draft, context);
        if (command.breakGlass() != null) {
            Optional<Refusal> refusal = glass.refuses(environment.get(), command.breakGlass());
            if (refusal.isPresent()) {
                return new Decision.Refused<>(refusal.get());
            }
        }
        Optional<Release> earlier = earlierRelease(state, spec, name, command);
        DeploymentRequest request = new DeploymentRequest(
                command.version(),
                context.actor(),
                command.reason(),
                context.correlationId(),
                chainId(context.correlationId()),
                earlier.map(Release::deploymentId).orElse(null),
                earlier.map(Release::artifacts).orElse(Map.of()),
                command.source(),
                command.artifacts(),
                command.annotations());
        Optional<String> fault = request.fault(spec);
        if (fault.isPresent()) {
            return Decision.refused(Refusal.Code.INVALID, fault.get());
        }
        Optional<String> never = neverApproved(draft, environment.get(), request);
        if (never.isPresent()) {
            return Decision.refused(Refusal.Code.INVALID, never.get());
        }
        Optional<String> conflict = Admission.refuses(state, environment.get())
                .or(() -> QuarantineRule.refuses(state.lane(name), request.known(spec), request.handedOver()));
        if (conflict.isPresent()) {
            return Decision.refused(Refusal.Code.CONFLICT, conflict.get());
        }
        String id = request(draft, spec, environment.get(), request);
        if (command.breakGlass() != null) {
            glass.broken(draft.state().deployment(id).orElseThrow(), command.breakGlass());
        }
        new Advance(draft).startNext(name);
        return draft.accepted(id);
    }

    /** Emits the request and puts it in the queue; returns the deployment's id. */
    static String request(
            Draft<ApplicationState, DeployEvent> draft,
            ApplicationSpec spec,
            EnvironmentSpec environment,
            DeploymentRequest request) {
        Lane lane = draft.state().lane(environment.name());
        int number = lane.lastNumber() + 1;
        String id = deploymentId(spec.name(), environment.name(), number);
        Map<String, Artifact> known = request.known(spec);
        Optional<String> fault = request.fault(spec)
                .or(() -> neverApproved(draft, environment, request))
                .or(() -> Admission.refuses(draft.state(), environment))
                .or(() -> QuarantineRule.refuses(lane, known, request.handedOver()));
        draft.emit(new DeploymentEvent.Requested(
                spec.name(),
                environment.name(),
                id,
                number,
                request.version(),
                draft.state().pipelineRevision(),
                fault.isPresent()
                        ? List.of()
                        : Planner.deployment(spec, environment, request.version(), known.keySet(), lane.services()),
                request.requestedBy(),
                request.reason(),
                request.correlationId(),
                request.chainId(),
                null,
                null,
                request.promotedFrom(),
                request.source(),
                known,
                request.handedOver(),
                request.annotations()));
        // A promotion is nobody's command that could be refused: what cannot be carried out is seen as rejected.
        fault.ifPresentOrElse(new Transitions(draft, id)::rejected, new Transitions(draft, id)::queued);
        return id;
    }

    /** Why those who have to agree to it never can: what nobody can approve is not worth waiting for. */
    private static Optional<String> neverApproved(
            Draft<ApplicationState, DeployEvent> draft, EnvironmentSpec environment, DeploymentRequest request) {
        return environment.approval() == null
                ? Optional.empty()
                : new Quorum(environment.approval(), draft.directory(), request.requestedBy())
                        .fault()
                        .map(fault -> "the approval for " + environment.name() + ": " + fault);
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
                .map(state::lane)
                .flatMap(lane -> lane.releases().stream()
                        .filter(release -> release.version().equals(command.version()))
                        // What was taken back there has not passed there.
                        .filter(release -> QuarantineRule.found(lane, release.artifacts())
                                .findAny()
                                .isEmpty()))
                .findFirst();
    }
}
