package io.slipway.configservice.domain.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.config.RolloutStage;

/**
 * A revision on its way into an environment.
 *
 * @param stages in order; the last one is everybody
 * @param reached index of the stage whose instances have it; -1 before the first
 * @param since when it reached that, or when it was asked for
 * @param approvals how many people have to agree
 * @param at when it may begin; null for at once
 */
public record Rollout(
        String id,
        String environment,
        String revision,
        @Nullable String previous,
        List<RolloutStage> stages,
        int reached,
        Instant since,
        int approvals,
        List<String> approvedBy,
        @Nullable Instant at,
        boolean rollback,
        String requestedBy) {
    public Rollout {
        stages = List.copyOf(stages);
        approvedBy = List.copyOf(approvedBy);
    }

    /** Whether enough people have agreed. */
    public boolean approved() {
        return approvedBy.size() >= approvals;
    }

    /** Whether some instances have it. */
    public boolean begun() {
        return reached >= 0;
    }

    /** When it goes on by itself; null while it waits for people. */
    public @Nullable Instant nextAt() {
        if (!approved()) {
            return null;
        }
        if (begun()) {
            return since.plus(stages.get(reached).soak());
        }
        return at == null ? since : at;
    }

    /** The same, agreed to by one more person. */
    public Rollout approvedBy(String person) {
        List<String> more = new ArrayList<>(approvedBy);
        more.add(person);
        return new Rollout(
                id,
                environment,
                revision,
                previous,
                stages,
                reached,
                since,
                approvals,
                more,
                at,
                rollback,
                requestedBy);
    }

    /** The same, one stage further. */
    public Rollout reached(int stage, Instant when) {
        return new Rollout(
                id,
                environment,
                revision,
                previous,
                stages,
                stage,
                when,
                approvals,
                approvedBy,
                at,
                rollback,
                requestedBy);
    }
}
