package io.slipway.backupservice.domain.state;

import io.slipway.events.backup.ArchivedPacks;
import io.slipway.events.backup.PruneEvent.PruneSucceeded;
import io.slipway.events.backup.RetainedPacks;

/** What a prune did, in a line. */
final class PruneWords {
    private PruneWords() {}

    static String of(PruneSucceeded done) {
        return done.forgotten() + (done.dryRun() ? " snapshots would be" : " snapshots") + " forgotten, " + done.kept()
                + " kept" + (done.dryRun() ? "" : space(done))
                + (done.retained() == null ? "" : retained(done.retained()))
                + (done.archived() == null ? "" : archived(done.archived(), done.dryRun()));
    }

    /** What became of the space, which comes back a grace time after its snapshots are gone. */
    private static String space(PruneSucceeded done) {
        String removed = done.bytesRemoved() == 0 ? "nothing" : Words.bytes(done.bytesRemoved());
        long waiting = done.bytesWaiting()
                - (done.retained() == null ? 0 : done.retained().bytes());
        return "; " + removed + " removed"
                + (waiting <= 0 ? "" : ", " + Words.bytes(waiting) + " more after the grace time");
    }

    private static String retained(RetainedPacks retained) {
        return "; " + Words.bytes(retained.bytes()) + " that nothing needs are retained by the storage"
                + (retained.until() == null ? "" : " until " + retained.until());
    }

    private static String archived(ArchivedPacks archived, boolean dryRun) {
        return "; " + Words.bytes(archived.movedBytes()) + (dryRun ? " would be moved to " : " moved to ")
                + archived.tier() + ", " + Words.bytes(archived.bytes()) + (dryRun ? " there then" : " there now");
    }
}
