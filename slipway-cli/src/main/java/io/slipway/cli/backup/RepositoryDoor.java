package io.slipway.cli.backup;

import java.io.IOException;
import java.util.Arrays;

import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.location.StorageLocation;
import io.slipway.backup.storage.location.StorageOpener;
import io.slipway.backup.storage.location.StorageSettings;

/** Opens a repository where it is, without anybody else. */
public final class RepositoryDoor {
    private RepositoryDoor() {}

    /** Opens it with the passphrase that was given, or that is asked for. */
    public static ResticRepository open(RepositoryPlace options) throws IOException {
        Storage storage = StorageOpener.ofThisProcess()
                .open(StorageLocation.parse(options.location().orElseThrow()), StorageSettings.DEFAULT);
        char[] passphrase = options.passphrase();
        try {
            return ResticRepository.open(storage, passphrase);
        } catch (IOException | RuntimeException e) {
            storage.close();
            throw e;
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }
}
