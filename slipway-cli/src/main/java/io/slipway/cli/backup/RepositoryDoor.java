package io.slipway.cli.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.storage.LocalStorage;
import io.slipway.backup.storage.Storage;

/** Opens a repository where it is, without anybody else. */
final class RepositoryDoor {
    private RepositoryDoor() {}

    static ResticRepository open(RepositoryPlace options) throws IOException {
        Storage storage = storage(options.location().orElseThrow());
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

    private static Storage storage(String location) {
        return new LocalStorage(Path.of(location));
    }
}
