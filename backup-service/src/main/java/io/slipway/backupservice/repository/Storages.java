package io.slipway.backupservice.repository;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.storage.Limits;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.location.StorageLocation;
import io.slipway.backup.storage.location.StorageOpener;
import io.slipway.backup.storage.location.StorageSettings;
import io.slipway.backup.storage.remote.Retention;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.policy.LimitsSpec;

/** Opens the storage that a policy's repository is kept in, within the limits that the policy sets. */
public final class Storages {
    private static final int CONNECTIONS = 5;

    private final Opening opening;

    public Storages(StorageOpener opener) {
        this(opener::open);
    }

    Storages(Opening opening) {
        this.opening = opening;
    }

    /** What opens a storage. */
    @FunctionalInterface
    interface Opening {
        Storage open(StorageLocation location, StorageSettings settings) throws IOException;
    }

    /** Whether the storage itself can keep files from everybody. */
    public static boolean retains(BackupPolicy policy) {
        return switch (StorageLocation.parse(policy.repository().location())) {
            case StorageLocation.S3 _, StorageLocation.Gcs _ -> true;
            case StorageLocation.Local _, StorageLocation.Sftp _ -> false;
        };
    }

    /**
     * @param credentials the secret that the policy names: for S3 the id of an access key, a colon and its secret; for Google
     *     Cloud Storage and another host the path of a key file. Null where the policy names none
     * @throws IllegalArgumentException if the location is none, or settings do not fit it
     */
    Storage open(BackupPolicy policy, @Nullable String credentials) throws IOException {
        StorageLocation location = StorageLocation.parse(policy.repository().location());
        return opening.open(location, settings(policy, location, credentials));
    }

    private static StorageSettings settings(
            BackupPolicy policy, StorageLocation location, @Nullable String credentials) {
        StorageSettings settings = StorageSettings.DEFAULT.withLimits(limits(policy.limits()));
        if (policy.archive() != null && policy.archive().after().isZero()) {
            settings = settings.withPackClass(policy.archive().tier());
        }
        Duration lock = policy.repository().retentionLock();
        if (lock != null && retains(policy)) {
            // Who has the permission for it can undo a slip of the pen in a policy.
            settings = settings.withRetention(new Retention(Retention.Mode.GOVERNANCE, lock));
        }
        if (credentials == null) {
            return settings;
        }
        return switch (location) {
            case StorageLocation.Local _ ->
                throw new IllegalArgumentException("a folder such as " + location + " asks for no credentials");
            case StorageLocation.S3 _ -> settings.withS3(keys(credentials));
            case StorageLocation.Gcs _ ->
                settings.withGcs(new StorageSettings.GcsAccess(
                        StorageSettings.GcsAccess.DEFAULT.endpoint(),
                        StorageSettings.GcsAccess.DEFAULT.metadata(),
                        Path.of(credentials)));
            case StorageLocation.Sftp _ ->
                settings.withSftp(new StorageSettings.SftpAccess(null, Path.of(credentials)));
        };
    }

    private static StorageSettings.S3Access keys(String credentials) {
        int colon = credentials.indexOf(':');
        if (colon < 1 || colon == credentials.length() - 1) {
            throw new IllegalArgumentException(
                    "the credentials of a bucket of S3 are the id of an access key, a colon and its secret");
        }
        return new StorageSettings.S3Access(
                null, null, null, credentials.substring(0, colon), credentials.substring(colon + 1));
    }

    private static Limits limits(LimitsSpec limits) {
        return new Limits(
                limits.upload() == null ? Limits.UNLIMITED : limits.upload(),
                limits.download() == null ? Limits.UNLIMITED : limits.download(),
                limits.concurrency() == null ? CONNECTIONS : limits.concurrency());
    }
}
