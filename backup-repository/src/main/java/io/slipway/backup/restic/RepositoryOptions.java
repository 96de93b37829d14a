package io.slipway.backup.restic;

import java.time.Clock;
import java.time.Duration;

import io.slipway.backup.repository.crypto.ScryptCost;
import io.slipway.backup.repository.upload.UploadOptions;

/**
 * How a repository is used.
 *
 * @param cost of a passphrase that is set
 * @param locks whether lock files are written, as restic does. Without them whoever uses the repository has to see to it that
 *     nobody removes what somebody else just relies on; storage that retains every file for a time needs it so
 * @param patience how long to wait for a lock that somebody else holds
 * @param listsAfter how late the storage may list what was written: who takes a lock that others have to respect waits so long
 *     before looking whether somebody else came at the same moment
 * @param clock for locks, marks and what else has a time
 */
public record RepositoryOptions(
        UploadOptions upload, ScryptCost cost, boolean locks, Duration patience, Duration listsAfter, Clock clock) {
    public static final RepositoryOptions DEFAULT = new RepositoryOptions(
            UploadOptions.DEFAULT, ScryptCost.DEFAULT, true, Duration.ZERO, Duration.ofMillis(200), Clock.systemUTC());

    public RepositoryOptions withUpload(UploadOptions options) {
        return new RepositoryOptions(options, cost, locks, patience, listsAfter, clock);
    }

    public RepositoryOptions withCost(ScryptCost newCost) {
        return new RepositoryOptions(upload, newCost, locks, patience, listsAfter, clock);
    }

    public RepositoryOptions withoutLocks() {
        return new RepositoryOptions(upload, cost, false, patience, listsAfter, clock);
    }

    public RepositoryOptions withPatience(Duration time) {
        return new RepositoryOptions(upload, cost, locks, time, listsAfter, clock);
    }

    public RepositoryOptions withClock(Clock newClock) {
        return new RepositoryOptions(upload, cost, locks, patience, listsAfter, newClock);
    }

    public RepositoryOptions withListsAfter(Duration time) {
        return new RepositoryOptions(upload, cost, locks, patience, time, clock);
    }
}
