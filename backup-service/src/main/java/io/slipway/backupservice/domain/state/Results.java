package io.slipway.backupservice.domain.state;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.events.backup.view.BackupView.DrillView;
import io.slipway.events.backup.view.BackupView.ResultView;

/** How the last runs of each kind ended. */
public record Results(
        @Nullable ResultView backup,
        @Nullable ResultView verification,
        @Nullable DrillView drill,
        @Nullable ResultView prune) {
    static final Results NONE = new Results(null, null, null, null);

    /** When a drill last passed; null where none has. */
    public @Nullable Instant drilled() {
        return drill == null ? null : drill.passed();
    }

    Results backup(ResultView result) {
        return new Results(result, verification, drill, prune);
    }

    Results verification(ResultView result) {
        return new Results(backup, result, drill, prune);
    }

    Results drill(
            String run, boolean succeeded, Instant at, String summary, @Nullable Duration rto, @Nullable Duration rpo) {
        return new Results(
                backup,
                verification,
                new DrillView(run, succeeded, at, summary, rto, rpo, succeeded ? at : drilled()),
                prune);
    }

    Results prune(ResultView result) {
        return new Results(backup, verification, drill, result);
    }
}
