package io.slipway.events.config;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;

/**
 * What a revision declares of an environment: what is asked of those who put a revision there.
 *
 * @param promotedFrom the environment that must have had the revision before; null asks for nothing
 * @param approvals how many people have to agree, the requester not among them
 * @param stages by which a revision reaches its instances; the last one is everybody
 * @param approval who has to agree, in groups as those of a deployment; null where the number says all
 */
public record EnvironmentPolicy(
        String name,
        @Nullable String promotedFrom,
        int approvals,
        List<RolloutStage> stages,
        @Nullable ApprovalSpec approval) {
    public EnvironmentPolicy {
        stages = List.copyOf(stages);
    }

    /** One that asks for so many people, whoever they are. */
    public EnvironmentPolicy(String name, @Nullable String promotedFrom, int approvals, List<RolloutStage> stages) {
        this(name, promotedFrom, approvals, stages, null);
    }
}
