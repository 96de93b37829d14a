package io.slipway.backupservice.work;

import java.io.IOException;
import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.archive.ArchiveReport;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backupservice.domain.state.Words;
import io.slipway.events.backup.ArchivedPacks;
import io.slipway.events.backup.policy.ArchiveSpec;
import io.slipway.events.backup.task.PruneTask;

/**
 * Moves what only old snapshots need to the class of storage that the policy names. After a prune, so that nothing is moved that
 * is about to go: colder classes cost a least time.
 */
final class OldPacks {
    private OldPacks() {}

    /** Null where the policy names no such class, or data is written there at once. */
    static @Nullable ArchivedPacks move(ResticRepository repository, PruneTask task, Instant now, RunProgress progress)
            throws IOException {
        @Nullable ArchiveSpec spec = task.policy().archive();
        if (spec == null || spec.after().isZero()) {
            return null;
        }
        progress.begin("archive");
        ArchiveReport report = repository.archive(
                now.minus(spec.after()), spec.tier().toUpperCase(Locale.ROOT), task.dryRun(), Room.listener(progress));
        report.notes().forEach(progress::line);
        progress.line(report.packs() + " packs (" + Words.bytes(report.bytes()) + ")"
                + (task.dryRun() ? " would be moved to " : " were moved to ") + spec.tier() + ", where "
                + report.packsThere() + " (" + Words.bytes(report.bytesThere()) + ") are"
                + (task.dryRun() ? " then" : " now"));
        return new ArchivedPacks(spec.tier(), report.packs(), report.bytes(), report.packsThere(), report.bytesThere());
    }
}
