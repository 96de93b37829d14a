package io.slipway.configservice.domain.decide;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.configservice.domain.state.Environment;
import io.slipway.configservice.domain.state.Revision;
import io.slipway.events.config.EnvironmentPolicy;
import io.slipway.events.config.RolloutStage;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;

/**
 * What a rollout has to satisfy: what its revision declares of the environment, and what the revision there declares. So
 * that nobody goes round the approvals of an environment with a revision that asks for none.
 */
record Terms(EnvironmentPolicy declared, @Nullable EnvironmentPolicy inForce) {
    /** How long a rollout to some instances stays there when it says so itself. */
    static final Duration SOAK = Duration.ofMinutes(5);

    /** Empty when the revision does not know the environment. */
    static Optional<Terms> of(Revision revision, Environment environment) {
        return revision.policy(environment.name()).map(policy -> new Terms(policy, environment.policy()));
    }

    int approvals() {
        return both().mapToInt(EnvironmentPolicy::approvals).max().orElse(0);
    }

    /** Of which each has to be met. */
    List<ApprovalSpec> policies() {
        return both().flatMap(policy -> Optional.ofNullable(policy.approval()).stream())
                .distinct()
                .toList();
    }

    /** The environments that have to have had the revision. */
    List<String> promotedFrom() {
        return both().flatMap(policy -> Optional.ofNullable(policy.promotedFrom()).stream())
                .distinct()
                .toList();
    }

    /** The declared stages, or the instances somebody asked for and then everybody. */
    List<RolloutStage> stages(@Nullable Integer percent, @Nullable String group) {
        if (percent == null && group == null) {
            return declared.stages();
        }
        RolloutStage first = new RolloutStage(percent == null ? 100 : percent, group, SOAK);
        return first.percent() == 100 && group == null
                ? List.of(RolloutStage.all())
                : List.of(first, RolloutStage.all());
    }

    private Stream<EnvironmentPolicy> both() {
        return inForce == null ? Stream.of(declared) : Stream.of(declared, inForce);
    }
}
