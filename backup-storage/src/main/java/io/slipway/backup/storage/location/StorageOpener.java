package io.slipway.backup.storage.location;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.slipway.backup.storage.LimitedStorage;
import io.slipway.backup.storage.LocalStorage;
import io.slipway.backup.storage.RetryingStorage;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StorageRefusedException;
import io.slipway.backup.storage.gcs.GcsStorage;
import io.slipway.backup.storage.s3.S3Storage;
import io.slipway.backup.storage.sftp.SftpSettings;
import io.slipway.backup.storage.sftp.SftpStorage;

/** Opens what a location names, within its limits and with what may pass repeated. */
public final class StorageOpener {
    private final Map<String, String> environment;
    private final InstantSource clock;

    /** @param environment variables of the process, where settings leave something open */
    public StorageOpener(Map<String, String> environment, InstantSource clock) {
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    /** With the environment and the clock of this process. */
    public static StorageOpener ofThisProcess() {
        return new StorageOpener(System.getenv(), InstantSource.system());
    }

    /**
     * Opens a storage. A bucket is asked for, a folder is not: it is made by what is written first.
     *
     * @throws LocationException if the settings do not fit the location
     * @throws StorageRefusedException if there is no such bucket, or it is not for these credentials
     */
    public Storage open(StorageLocation location, StorageSettings settings) throws IOException {
        return switch (location) {
            case StorageLocation.Local local -> {
                refuseRetention(location, settings);
                yield new LimitedStorage(new LocalStorage(local.folder()), settings.limits());
            }
            case StorageLocation.Sftp sftp -> {
                refuseRetention(location, settings);
                yield retrying(new SftpStorage(sftp(sftp, settings.sftp())).checked(), settings);
            }
            case StorageLocation.S3 s3 ->
                retrying(new S3Storage(new S3Opening(s3, settings, environment).opened(), clock).checked(), settings);
            case StorageLocation.Gcs gcs ->
                retrying(
                        new GcsStorage(new GcsOpening(gcs, settings, environment, clock).opened(), clock).checked(),
                        settings);
        };
    }

    private static Storage retrying(Storage storage, StorageSettings settings) {
        return new RetryingStorage(new LimitedStorage(storage, settings.limits()), settings.retries());
    }

    private static SftpSettings sftp(StorageLocation.Sftp location, StorageSettings.SftpAccess access) {
        Path home = Path.of(System.getProperty("user.home"), ".ssh");
        List<Path> keys = access.keyFile() == null
                ? Stream.of("id_ed25519", "id_ecdsa", "id_rsa")
                        .map(home::resolve)
                        .toList()
                : List.of(access.keyFile());
        Path knownHosts = access.knownHosts() == null ? home.resolve("known_hosts") : access.knownHosts();
        return new SftpSettings(
                location.user(), location.host(), location.port(), location.folder(), knownHosts, keys, null);
    }

    private static void refuseRetention(StorageLocation location, StorageSettings settings) {
        if (settings.retention() != null || settings.packClass() != null) {
            throw new LocationException(
                    "a folder such as " + location
                            + " has neither retention nor storage classes: take the settings out, or take S3 or Google Cloud Storage");
        }
    }
}
