package io.slipway.backup.restic;

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
 */
public record RepositoryOptions(UploadOptions upload, ScryptCost cost, boolean locks, Duration patience) {
    public static final RepositoryOptions DEFAULT =
            new RepositoryOptions(UploadOptions.DEFAULT, ScryptCost.DEFAULT, true, Duration.ZERO);

    public RepositoryOptions withUpload(UploadOptions options) {
        return new RepositoryOptions(options, cost, locks, patience);
    }

    public RepositoryOptions withCost(ScryptCost newCost) {
        return new RepositoryOptions(upload, newCost, locks, patience);
    }

    public RepositoryOptions withoutLocks() {
        return new RepositoryOptions(upload, cost, false, patience);
    }

    public RepositoryOptions withPatience(Duration time) {
        return new RepositoryOptions(upload, cost, locks, time);
    }
}
