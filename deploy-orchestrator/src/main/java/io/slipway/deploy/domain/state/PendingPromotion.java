package io.slipway.deploy.domain.state;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.Promotion;

/**
 * What serves an environment goes on to the next one at a time, unless it is replaced or taken back before. It keeps what
 * the promotion needs of a deployment that is long forgotten by then.
 *
 * @param deploymentId whose release goes on
 * @param to the next environment
 * @param requestedBy who asked for the deployment, and in whose name it goes on
 */
public record PendingPromotion(
        String deploymentId,
        Instant at,
        String to,
        String requestedBy,
        @Nullable String reason,
        String correlationId,
        String chainId,
        @Nullable Map<String, String> annotations) {

    /** The promotion that a success leads to later; empty where it leads to none, or to one at once. */
    static Optional<PendingPromotion> of(Deployment winner, Instant succeeded) {
        DeploymentSpec request = winner.request();
        Duration soak = request.settings().promoteAfter();
        return soak == null
                ? Optional.empty()
                : next(winner)
                        .map(to -> new PendingPromotion(
                                winner.id(),
                                succeeded.plus(soak),
                                to,
                                request.requestedBy(),
                                request.reason(),
                                request.correlationId(),
                                request.chainId(),
                                request.annotations()));
    }

    /** The environment that the plan of a deployment goes on to. */
    public static Optional<String> next(Deployment deployment) {
        return deployment.steps().stream()
                .map(step -> step.plan().action())
                .filter(StepAction.Promote.class::isInstance)
                .map(StepAction.Promote.class::cast)
                .flatMap(promote -> Stream.ofNullable(promote.nextEnvironment()))
                .findFirst();
    }

    /** Whether a pipeline still wants it. */
    boolean wanted(ApplicationSpec spec, String environment) {
        List<String> names =
                spec.environments().stream().map(EnvironmentSpec::name).toList();
        int own = names.indexOf(environment);
        return own >= 0 && spec.environments().get(own).promotion() == Promotion.AUTO && names.indexOf(to) == own + 1;
    }
}
