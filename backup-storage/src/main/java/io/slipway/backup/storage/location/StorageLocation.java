package io.slipway.backup.storage.location;

import java.net.URI;
import java.nio.file.Path;

import io.slipway.backup.storage.sftp.SftpSettings;

/** Where a repository is, in restic's notation, so that the same text opens it with either program. */
public sealed interface StorageLocation {
    /** A folder on this host. */
    record Local(Path folder) implements StorageLocation {
        @Override
        public String toString() {
            return folder.toString();
        }
    }

    /**
     * A bucket of a server that speaks S3.
     *
     * @param server with scheme, host and port
     * @param prefix of all names; may be empty
     */
    record S3(URI server, String bucket, String prefix) implements StorageLocation {
        @Override
        public String toString() {
            return "s3:" + server + "/" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
        }
    }

    /** A bucket of Google Cloud Storage. */
    record Gcs(String bucket, String prefix) implements StorageLocation {
        @Override
        public String toString() {
            return "gs:" + bucket + ":/" + prefix;
        }
    }

    /**
     * A folder on another host.
     *
     * @param folder absolute if it begins with a slash, otherwise below the user's home
     */
    record Sftp(String user, String host, int port, String folder) implements StorageLocation {
        @Override
        public String toString() {
            return port == SftpSettings.DEFAULT_PORT
                    ? "sftp:" + user + "@" + host + ":" + folder
                    : "sftp://" + user + "@" + host + ":" + port + "/" + folder;
        }
    }

    /** @throws LocationException if it is none; the message says how to write one */
    static StorageLocation parse(String text) {
        return LocationParser.parse(text);
    }
}
