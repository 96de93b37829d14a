package io.slipway.backup.mongodb.pointintime;

import java.util.List;

import io.slipway.backup.mongodb.oplog.Slice;
import io.slipway.backup.mongodb.oplog.Timeline;

/** The base and the slices, in their order, that lead to a point in time. */
public record RecoveryPlan(Base base, Timeline timeline, List<Slice> slices, RecoveryTarget target) {
    public RecoveryPlan {
        slices = List.copyOf(slices);
    }

    /** To the end of a base that has its own oplog. */
    static RecoveryPlan of(Base base) {
        return new RecoveryPlan(base, RecoveryPlanner.NONE, List.of(), RecoveryTarget.after(base.to()));
    }

    /** Names what is restored: the same for the same base and target. */
    public String id() {
        return base.snapshot().brief() + "-" + (target.inclusive() ? "after-" : "before-") + target.limit();
    }

    /** Of slices, in bytes. */
    public long bytes() {
        return slices.stream().mapToLong(Slice::bytes).sum();
    }
}
