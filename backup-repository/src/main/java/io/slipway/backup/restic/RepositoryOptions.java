package io.slipway.backup.restic;

import io.slipway.backup.repository.crypto.ScryptCost;
import io.slipway.backup.repository.upload.UploadOptions;

/**
 * How a repository is used.
 *
 * @param cost of a passphrase that is set
 */
public record RepositoryOptions(UploadOptions upload, ScryptCost cost) {
    public static final RepositoryOptions DEFAULT = new RepositoryOptions(UploadOptions.DEFAULT, ScryptCost.DEFAULT);

    public RepositoryOptions withUpload(UploadOptions options) {
        return new RepositoryOptions(options, cost);
    }

    public RepositoryOptions withCost(ScryptCost newCost) {
        return new RepositoryOptions(upload, newCost);
    }
}
