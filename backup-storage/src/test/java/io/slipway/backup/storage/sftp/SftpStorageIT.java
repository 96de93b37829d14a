package io.slipway.backup.storage.sftp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.LocalStorage;
import io.slipway.backup.storage.RetrySettings;
import io.slipway.backup.storage.RetryingStorage;
import io.slipway.backup.storage.Samples;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StorageContract;
import io.slipway.backup.storage.StorageRefusedException;
import io.slipway.backup.storage.StoredFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

final class SftpStorageIT extends StorageContract {
    @TempDir
    private static Path folder;

    private static LocalSftp server;
    private static int places;

    @BeforeAll
    static void start() throws Exception {
        server = new LocalSftp(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Override
    protected Storage empty() throws IOException {
        return new SftpStorage(server.settings("/place-" + ++places + "/crm")).checked();
    }

    /** The server looks first and renames then; OpenSSH links, which excludes others. */
    @Override
    protected boolean createsAtomically() {
        return false;
    }

    @Test
    void leavesWhatRepositoriesInFoldersHave() throws IOException {
        try (Storage remote = new SftpStorage(server.settings("/same")).checked();
                Storage local = new LocalStorage(server.files().resolve("same"))) {
            Samples sample = Samples.random(1, 1000);
            StoredFile pack = sample.saveTo(remote, FileType.PACK);
            assertThat(local.read(pack)).isEqualTo(sample.bytes());
            StoredFile index = Samples.random(2, 1000).saveTo(local, FileType.INDEX);
            assertThat(Samples.list(remote, FileType.INDEX)).hasSize(1);
            assertThat(remote.read(index)).isEqualTo(Samples.random(2, 1000).bytes());
            try (var files = Files.list(
                    server.files().resolve("same").resolve(pack.path()).getParent())) {
                assertThat(files).as("nothing but the pack").hasSize(1);
            }
        }
    }

    @Test
    void connectsAgain() throws IOException {
        RetrySettings soon = new RetrySettings(10, Duration.ofMillis(10), Duration.ofMillis(100));
        try (Storage storage = new RetryingStorage(new SftpStorage(server.settings("/again")).checked(), soon)) {
            StoredFile file = Samples.random(1, 1000).saveTo(storage, FileType.PACK);
            server.dropConnections();
            assertThat(storage.read(file)).isEqualTo(Samples.random(1, 1000).bytes());
            server.dropConnections();
            Samples.random(2, 1000).saveTo(storage, FileType.PACK);
            assertThat(Samples.list(storage, FileType.PACK)).hasSize(2);
        }
    }

    @Test
    void refusesAHostThatIsNotTheKnownOne() throws IOException {
        Path nobody = Files.writeString(folder.resolve("nobody"), "");
        SftpSettings settings =
                new SftpSettings("backup", "127.0.0.1", server.port(), "/x", nobody, List.of(server.key()), null);
        assertThatIOException()
                .isThrownBy(() -> new SftpStorage(settings).checked())
                .isInstanceOf(StorageRefusedException.class)
                .withMessageContaining("ssh-keyscan");
    }

    @Test
    void saysThatNoKeyIsAccepted() {
        SftpSettings settings = new SftpSettings(
                "somebody", "127.0.0.1", server.port(), "/x", server.knownHosts(), List.of(server.key()), "secret");
        assertThatIOException()
                .isThrownBy(() -> new SftpStorage(settings).checked())
                .isInstanceOf(StorageRefusedException.class)
                .withMessageContaining("authorized_keys")
                .withMessageNotContaining("secret");
        assertThat(settings.toString()).doesNotContain("secret");
    }
}
