package io.slipway.deploy.domain.decide;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Lane;
import io.slipway.deploy.domain.state.Release;
import io.slipway.events.Refusal;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;

/** Somebody takes a release on to a later environment: the artifacts that ran, the way they ran. */
final class PromoteRelease {
    private PromoteRelease() {}

    static Decision<DeployEvent> decide(
            Draft<ApplicationState, DeployEvent> draft, DeployCommand.Promote command, Context context) {
        ApplicationState state = draft.state();
        ApplicationSpec spec = state.spec();
        if (spec == null) {
            return StartDeployment.unknownApplication(command.application());
        }
        List<String> names =
                spec.environments().stream().map(EnvironmentSpec::name).toList();
        int from = names.indexOf(command.from());
        if (from < 0) {
            return StartDeployment.unknownEnvironment(spec, command.from());
        }
        String to = to(names, from, command.to());
        if (to == null) {
            return Decision.refused(
                    Refusal.Code.INVALID, command.from() + " is the last environment, there is none to promote to");
        }
        if (!names.contains(to)) {
            return StartDeployment.unknownEnvironment(spec, to);
        }
        if (names.indexOf(to) <= from) {
            return Decision.refused(
                    Refusal.Code.INVALID, to + " does not come after " + command.from() + " in the pipeline");
        }
        Lane lane = state.lane(command.from());
        Optional<Release> release = command.deployment() == null ? lane.current() : lane.release(command.deployment());
        return release.map(found -> promote(draft, spec, lane, found, to, command.reason(), context))
                .orElseGet(() -> Decision.refused(Refusal.Code.NOT_FOUND, noRelease(lane, command.deployment())));
    }

    private static Decision<DeployEvent> promote(
            Draft<ApplicationState, DeployEvent> draft,
            ApplicationSpec spec,
            Lane from,
            Release release,
            String to,
            @Nullable String reason,
            Context context) {
        DeploymentRequest request = new DeploymentRequest(
                release.version(),
                context.actor(),
                reason,
                context.correlationId(),
                StartDeployment.chainId(context.correlationId()),
                release.deploymentId(),
                release.artifacts(),
                release.source(),
                Map.of(),
                null);
        Optional<String> fault = request.fault(spec);
        if (fault.isPresent()) {
            return Decision.refused(Refusal.Code.INVALID, fault.get());
        }
        EnvironmentSpec target = draft.state().environment(to).orElseThrow();
        // What was taken back where it comes from has not passed there.
        Optional<String> conflict = Admission.refuses(draft.state(), target)
                .or(() -> QuarantineRule.refuses(from, release.artifacts()))
                .or(() -> QuarantineRule.refuses(draft.state().lane(to), request.known(spec)));
        if (conflict.isPresent()) {
            return Decision.refused(Refusal.Code.CONFLICT, conflict.get());
        }
        String id = StartDeployment.request(draft, spec, target, request);
        new Advance(draft).startNext(to);
        return draft.accepted(id);
    }

    private static @Nullable String to(List<String> names, int from, @Nullable String asked) {
        if (asked != null) {
            return asked;
        }
        return from + 1 < names.size() ? names.get(from + 1) : null;
    }

    private static String noRelease(Lane lane, @Nullable String asked) {
        return asked == null
                ? "nothing serves " + lane.environment() + " yet; deploy there first"
                : asked + " is no release of " + lane.environment() + " that is remembered";
    }
}
