package io.slipway.backup.storage.location;

import java.net.URI;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.storage.Limits;
import io.slipway.backup.storage.RetrySettings;
import io.slipway.backup.storage.gcs.GcsSettings;
import io.slipway.backup.storage.remote.Retention;
import io.slipway.google.MetadataTokens;

/**
 * How a repository is kept where it is.
 *
 * @param retries for storages over a network
 * @param packClass the storage class of new packs, by the store's name for it; none for the bucket's own
 * @param retention of new files; none for the bucket's own
 */
public record StorageSettings(
        Limits limits,
        RetrySettings retries,
        @Nullable String packClass,
        @Nullable Retention retention,
        S3Access s3,
        GcsAccess gcs,
        SftpAccess sftp) {
    /** As many requests at once as restic makes. */
    public static final StorageSettings DEFAULT = new StorageSettings(
            Limits.connections(5),
            RetrySettings.DEFAULT,
            null,
            null,
            S3Access.DEFAULT,
            GcsAccess.DEFAULT,
            SftpAccess.DEFAULT);

    /**
     * How S3 is signed in to. What is not given comes from where the AWS tools look for it: the environment, the profile, the
     * role of the host.
     *
     * @param pathStyle whether the bucket stands in the path: by default everywhere but at Amazon
     */
    public record S3Access(
            @Nullable String region,
            @Nullable Boolean pathStyle,
            @Nullable String profile,
            @Nullable String accessKeyId,
            @Nullable String secretAccessKey) {
        public static final S3Access DEFAULT = new S3Access(null, null, null, null, null);

        /** @throws LocationException if there is one half of a key pair, or a key pair and a profile */
        public S3Access {
            if ((accessKeyId == null) != (secretAccessKey == null)) {
                throw new LocationException("an access key id and a secret access key are given together, or neither");
            }
            if (profile != null && accessKeyId != null) {
                throw new LocationException(
                        "credentials come from the profile '" + profile + "' or are given, not both");
            }
        }

        @Override
        public String toString() {
            return "S3Access[region=" + region + ", pathStyle=" + pathStyle + ", profile=" + profile + ", accessKeyId="
                    + accessKeyId + "]";
        }
    }

    /**
     * How Google Cloud Storage is signed in to.
     *
     * @param keyFile of a service account; none for {@code GOOGLE_APPLICATION_CREDENTIALS}, else the metadata server
     */
    public record GcsAccess(
            URI endpoint, URI metadata, @Nullable Path keyFile) {
        public static final GcsAccess DEFAULT = new GcsAccess(GcsSettings.GOOGLE, MetadataTokens.SERVER, null);
    }

    /**
     * How another host is signed in to.
     *
     * @param knownHosts the file that its key is in; none for {@code ~/.ssh/known_hosts}
     * @param keyFile with a private key without a passphrase; none for those that ssh looks for in {@code ~/.ssh}
     */
    public record SftpAccess(
            @Nullable Path knownHosts, @Nullable Path keyFile) {
        public static final SftpAccess DEFAULT = new SftpAccess(null, null);
    }

    public StorageSettings withSftp(SftpAccess access) {
        return new StorageSettings(limits, retries, packClass, retention, s3, gcs, access);
    }

    public StorageSettings withLimits(Limits newLimits) {
        return new StorageSettings(newLimits, retries, packClass, retention, s3, gcs, sftp);
    }

    public StorageSettings withRetries(RetrySettings newRetries) {
        return new StorageSettings(limits, newRetries, packClass, retention, s3, gcs, sftp);
    }

    public StorageSettings withPackClass(@Nullable String newClass) {
        return new StorageSettings(limits, retries, newClass, retention, s3, gcs, sftp);
    }

    public StorageSettings withRetention(@Nullable Retention newRetention) {
        return new StorageSettings(limits, retries, packClass, newRetention, s3, gcs, sftp);
    }

    public StorageSettings withS3(S3Access access) {
        return new StorageSettings(limits, retries, packClass, retention, access, gcs, sftp);
    }

    public StorageSettings withGcs(GcsAccess access) {
        return new StorageSettings(limits, retries, packClass, retention, s3, access, sftp);
    }
}
