package io.slipway.backupservice.work;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

import io.slipway.backup.repository.WorkListener;
import io.slipway.backup.repository.prune.PruneOptions;
import io.slipway.backup.repository.prune.PruneReport;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.events.backup.policy.PruneSpec;
import io.slipway.events.backup.task.PruneTask;

/** Removes what no snapshot needs any more, after its grace time, so that backups may go on meanwhile. */
final class Room {
    private static final Duration GRACE = Duration.ofHours(23);

    private Room() {}

    static PruneReport make(ResticRepository repository, PruneTask task, RunProgress progress) throws IOException {
        PruneSpec spec = task.policy().prune();
        PruneOptions options = PruneOptions.DEFAULT.withGrace(spec == null ? GRACE : spec.grace());
        PruneReport report = repository.prune(task.dryRun() ? options.asDryRun() : options, listener(progress));
        report.notes().forEach(progress::line);
        return report;
    }

    static WorkListener listener(RunProgress progress) {
        return (step, done, total) -> {
            switch (step) {
                case READ, REPACK, MOVE -> progress.bytes(done, total);
                case SNAPSHOTS, REMOVE, HEADERS -> progress.count(step.name().toLowerCase(Locale.ROOT), done, total);
            }
        };
    }
}
