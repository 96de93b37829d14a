package io.slipway.deploy.domain.decide;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import io.slipway.deploy.domain.plan.Planner;
import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Lane;
import io.slipway.deploy.domain.state.Quarantine;
import io.slipway.deploy.domain.state.Release;
import io.slipway.events.Refusal;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;

/**
 * Goes back to an earlier release: a deployment of its own that runs the artifacts of then, the way they ran then. It
 * passes no gate, not even a freeze window: it is how one gets out of trouble.
 */
final class StartRollback {
    private StartRollback() {}

    static Decision<DeployEvent> decide(
            Draft<ApplicationState, DeployEvent> draft, DeployCommand.RollBack command, Context context) {
        ApplicationState state = draft.state();
        ApplicationSpec spec = state.spec();
        if (spec == null) {
            return StartDeployment.unknownApplication(command.application());
        }
        Optional<EnvironmentSpec> environment = state.environment(command.environment());
        if (environment.isEmpty()) {
            return StartDeployment.unknownEnvironment(spec, command.environment());
        }
        Lane lane = state.lane(command.environment());
        Optional<Release> current = lane.current();
        Optional<Release> target = target(lane, command);
        if (current.isEmpty() || target.isEmpty()) {
            return Decision.refused(Refusal.Code.NOT_FOUND, nothingToGoBackTo(lane, command));
        }
        if (current.get().deploymentId().equals(target.get().deploymentId())) {
            return Decision.refused(
                    Refusal.Code.CONFLICT,
                    target.get().deploymentId() + " is what serves " + lane.environment() + " now");
        }
        List<Quarantine> bad =
                QuarantineRule.found(lane, target.get().artifacts()).toList();
        Optional<Decision<DeployEvent>> refused = quarantined(lane, bad, command);
        if (refused.isPresent()) {
            return refused.get();
        }
        Optional<String> full = Admission.refusesRollback(state, lane);
        if (full.isPresent()) {
            return Decision.refused(Refusal.Code.CONFLICT, full.get());
        }
        // Whoever goes back to what was taken back says so, and thereby releases it.
        bad.forEach(entry -> ReleaseFromQuarantine.release(
                draft, lane.environment(), entry, Objects.requireNonNull(command.reason()), context));
        String id = request(draft, spec, environment.get(), current.get(), target.get(), command, context);
        new Advance(draft).startNext(command.environment());
        return draft.accepted(id);
    }

    private static Optional<Decision<DeployEvent>> quarantined(
            Lane lane, List<Quarantine> bad, DeployCommand.RollBack command) {
        if (bad.isEmpty()) {
            return Optional.empty();
        }
        if (!Boolean.TRUE.equals(command.force())) {
            Quarantine first = bad.getFirst();
            return Optional.of(Decision.refused(
                    Refusal.Code.CONFLICT,
                    command.toDeployment() + " runs " + first.service() + " " + first.digest()
                            + ", which is in quarantine in " + lane.environment() + " (" + first.because()
                            + "); go back to another release, or force it with a reason"));
        }
        return command.reason() == null || command.reason().isBlank()
                ? Optional.of(
                        Decision.refused(Refusal.Code.INVALID, "going back to a release in quarantine needs a reason"))
                : Optional.empty();
    }

    private static Optional<Release> target(Lane lane, DeployCommand.RollBack command) {
        return command.toDeployment() == null
                ? lane.current().flatMap(current -> before(lane, current))
                : lane.release(command.toDeployment());
    }

    /**
     * The newest release before the present one that ran something else and is not in quarantine. Where the present one was itself a rollback, before
     * what it went back to: going back twice in a row goes back two versions, not to and fro.
     */
    private static Optional<Release> before(Lane lane, Release current) {
        Release origin = current;
        while (origin.rollbackTo() != null && lane.release(origin.rollbackTo()).isPresent()) {
            origin = lane.release(origin.rollbackTo()).orElseThrow();
        }
        return lane.releases().stream()
                .skip(lane.releases().indexOf(origin) + 1L)
                .filter(release -> !release.runsTheSameAs(current))
                .filter(release -> QuarantineRule.found(lane, release.artifacts())
                        .findAny()
                        .isEmpty())
                .findFirst();
    }

    private static String nothingToGoBackTo(Lane lane, DeployCommand.RollBack command) {
        List<Release> known = lane.releases();
        if (known.size() < 2) {
            return lane.environment() + " has no earlier release to go back to";
        }
        String list = known.stream()
                .skip(1)
                .limit(5)
                .map(release -> release.deploymentId() + " (" + release.version() + ")")
                .collect(Collectors.joining(", "));
        return command.toDeployment() == null
                ? "each earlier release of " + lane.environment()
                        + " runs the same as the present one or is in quarantine; name one of " + list
                : command.toDeployment() + " is no release of " + lane.environment()
                        + " that can be gone back to; there are " + list;
    }

    private static String request(
            Draft<ApplicationState, DeployEvent> draft,
            ApplicationSpec spec,
            EnvironmentSpec environment,
            Release current,
            Release target,
            DeployCommand.RollBack command,
            Context context) {
        int number = draft.state().lane(environment.name()).lastNumber() + 1;
        String id = StartDeployment.deploymentId(spec.name(), environment.name(), number);
        draft.emit(new DeploymentEvent.Requested(
                spec.name(),
                environment.name(),
                id,
                number,
                target.version(),
                draft.state().pipelineRevision(),
                Planner.rollback(
                        spec,
                        environment,
                        target.version(),
                        target.artifacts().keySet(),
                        target.order(),
                        draft.state().lane(environment.name()).services(),
                        Boolean.TRUE.equals(command.keepConfig())
                                ? null
                                : Configurations.wayBack(draft.state(), environment.name(), target)),
                context.actor(),
                command.reason(),
                context.correlationId(),
                StartDeployment.chainId(context.correlationId()),
                current.deploymentId(),
                target.deploymentId(),
                null,
                null,
                target.artifacts(),
                Map.of(),
                command.annotations()));
        new Transitions(draft, id).queued();
        return id;
    }
}
