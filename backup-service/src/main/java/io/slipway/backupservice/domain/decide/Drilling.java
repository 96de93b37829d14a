package io.slipway.backupservice.domain.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.backupservice.domain.state.Run;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.DrillCheck;
import io.slipway.events.backup.DrillEvent.RestoreDrillFailed;
import io.slipway.events.backup.DrillEvent.RestoreDrillPassed;
import io.slipway.events.backup.task.DrillTask;
import io.slipway.kit.aggregate.Draft;

/** What the rehearsal of a restore showed. It passes only where what was restored is no older than it may be. */
final class Drilling {
    private static final int MOST_CHECKS = 200;

    private final Draft<BackupState, BackupEvent> draft;

    Drilling(Draft<BackupState, BackupEvent> draft) {
        this.draft = draft;
    }

    void conclude(Run run, DrillTask.Output output) {
        @Nullable Instant shows = output.shows();
        @Nullable Duration rpo = shows == null ? null : positive(Duration.between(shows, run.startedAt()));
        List<DrillCheck> checks = told(output.checks());
        Optional<String> fault = fault(run, output);
        if (fault.isPresent() || rpo == null) {
            draft.emit(new RestoreDrillFailed(
                    draft.state().application(),
                    run.environment(),
                    run.policy(),
                    run.id(),
                    shows == null ? null : output.took(),
                    rpo,
                    Runs.bounded(fault.orElse("nothing was restored")),
                    checks,
                    output.ways()));
        } else {
            draft.emit(new RestoreDrillPassed(
                    draft.state().application(),
                    run.environment(),
                    run.policy(),
                    run.id(),
                    output.took(),
                    rpo,
                    output.snapshots(),
                    output.bytes(),
                    checks,
                    output.ways()));
        }
    }

    private Optional<String> fault(Run run, DrillTask.Output output) {
        if (!output.passed()) {
            return Optional.of(output.reason() == null ? "the worker does not say why" : output.reason());
        }
        return draft.state()
                .policy(run.policy())
                .flatMap(policy -> Verifying.stale(policy, output.shows(), run.startedAt()))
                .map(reason -> "it could be restored, but " + reason);
    }

    /** What failed comes first, so that it is never among what is left out. */
    private static List<DrillCheck> told(List<DrillCheck> checks) {
        return checks.stream()
                .sorted((a, b) -> Boolean.compare(a.passed(), b.passed()))
                .limit(MOST_CHECKS)
                .toList();
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
