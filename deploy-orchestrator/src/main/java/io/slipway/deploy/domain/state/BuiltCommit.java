package io.slipway.deploy.domain.state;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.StepAction;

/** The commit that what a deployment runs was built from, wherever it was. */
final class BuiltCommit {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40,64}");

    private BuiltCommit() {}

    /** Of a promotion and a rollback the one of then; of what is built here what its worker said. */
    static Optional<String> of(ApplicationState state, Deployment deployment) {
        DeploymentSpec request = deployment.request();
        return then(state, request.rollbackTo())
                .or(() -> then(state, request.promotedFrom()))
                .or(() -> built(deployment));
    }

    private static Optional<String> then(ApplicationState state, @Nullable String deploymentId) {
        return Stream.ofNullable(deploymentId)
                .flatMap(id -> state.lanes().values().stream().flatMap(lane -> lane.release(id).stream()))
                .flatMap(release -> Stream.ofNullable(release.commit()))
                .findFirst();
    }

    private static Optional<String> built(Deployment deployment) {
        return deployment.steps().stream()
                .filter(step -> step.plan().action() instanceof StepAction.Build)
                .map(Step::output)
                .filter(Objects::nonNull)
                .map(output -> output.path("commit").asString(""))
                // A worker of another make may say anything.
                .filter(commit -> HASH.matcher(commit).matches())
                .findFirst();
    }
}
