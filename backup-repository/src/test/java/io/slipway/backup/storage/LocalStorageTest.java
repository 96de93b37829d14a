package io.slipway.backup.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class LocalStorageTest extends StorageContract {
    @TempDir
    private Path folder;

    @Override
    protected Storage empty() {
        return new LocalStorage(folder.resolve(UUID.randomUUID().toString()));
    }

    @Test
    void keepsFilesFromOthersAndFromChange() throws IOException {
        Path root = folder.resolve("repository");
        StoredFile pack = Samples.random(1, 10).saveTo(new LocalStorage(root), FileType.PACK);

        assertThat(mode(root)).isEqualTo("rwx------");
        assertThat(mode(root.resolve("data"))).isEqualTo("rwx------");
        assertThat(mode(root.resolve(pack.path()))).isEqualTo("r--------");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void doesNotListWhatAKilledProcessLeftHalfWritten() throws IOException {
        Path root = folder.resolve("repository");
        LocalStorage storage = new LocalStorage(root);
        StoredFile index = Samples.random(1, 10).saveTo(storage, FileType.INDEX);
        Files.writeString(root.resolve(index.path() + "-tmp-17-1"), "half");

        assertThat(Samples.list(storage, FileType.INDEX))
                .extracting(Listed::file)
                .containsExactly(index);
    }
}
