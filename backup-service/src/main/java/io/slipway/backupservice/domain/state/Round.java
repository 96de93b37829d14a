package io.slipway.backupservice.domain.state;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.events.backup.Coverage;
import io.slipway.events.backup.VerificationLevel;
import io.slipway.events.backup.policy.VerificationSpec;

/**
 * A round in which all of a repository is read once, part after part. What is written meanwhile may have its turn in the next.
 *
 * @param next which part has its turn, from 0
 */
public record Round(int slices, int next, Coverage coverage) {
    /** As many parts as the check of a repository knows. */
    private static final int MOST_SLICES = 256;

    private static final int PERCENT = 100;

    static Round begin(@Nullable VerificationSpec spec, Instant at, @Nullable Instant completed) {
        int slices = spec == null ? 1 : Math.min(MOST_SLICES, Schedules.within(spec.schedule(), at, spec.coverage()));
        return new Round(slices, 0, new Coverage(0, 0, 0, 0, at, completed));
    }

    /** @param percent how much is read; null for the next part of the round */
    RunWork.Verification work(VerificationLevel level, @Nullable Integer percent) {
        if (level == VerificationLevel.PRESENCE) {
            return new RunWork.Verification(level, 0, 1, false);
        }
        if (percent == null) {
            return new RunWork.Verification(level, next, slices, true);
        }
        int parts = Math.max(1, PERCENT / Math.clamp(percent, 1, PERCENT));
        return new RunWork.Verification(level, next % parts, parts, false);
    }

    /** After a part was read, with what is covered then; all of it where that was everything at once. */
    Round read(RunWork.Verification work, Coverage covered, @Nullable VerificationSpec spec, Instant at) {
        if (covered.completed() != null && !covered.completed().equals(coverage.completed())) {
            return begin(spec, at, covered.completed());
        }
        return work.counts() ? new Round(slices, next + 1, covered) : this;
    }
}
