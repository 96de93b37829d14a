package io.slipway.backup.storage.sftp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

/** Against OpenSSH's own server, where there is one. */
final class OpenSshIT extends StorageContract {
    @TempDir
    private static Path folder;

    private static OpenSsh server;
    private static final AtomicInteger PLACES = new AtomicInteger();

    @BeforeAll
    static void start() throws Exception {
        OpenSsh.require();
        server = new OpenSsh(folder);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static SftpStorage open(String place, String keyType) throws IOException {
        return new SftpStorage(server.settings(place, keyType)).checked();
    }

    @Override
    protected Storage empty() throws IOException {
        return open("place-" + PLACES.incrementAndGet() + "/crm", "ed25519");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void signsInWithTheKeysThatSshMakes(String keyType) throws IOException {
        try (Storage storage = open("keys-" + keyType, keyType)) {
            StoredFile file = Samples.random(1, 10).saveTo(storage, FileType.PACK);
            assertThat(storage.read(file)).isEqualTo(Samples.random(1, 10).bytes());
        }
    }

    @Test
    void leavesWhatRepositoriesInFoldersHave() throws IOException {
        try (Storage remote = open("same", "ed25519");
                Storage local = new LocalStorage(server.files().resolve("same"))) {
            Samples sample = Samples.random(1, 1000);
            StoredFile pack = sample.saveTo(remote, FileType.PACK);
            assertThat(local.read(pack)).isEqualTo(sample.bytes());
            try (var files = Files.list(
                    server.files().resolve("same").resolve(pack.path()).getParent())) {
                assertThat(files).as("nothing but the pack").hasSize(1);
            }
        }
    }

    @Test
    void connectsAgain() throws IOException {
        RetrySettings soon = new RetrySettings(10, Duration.ofMillis(50), Duration.ofMillis(500));
        try (Storage storage = new RetryingStorage(open("again", "ed25519"), soon)) {
            StoredFile file = Samples.random(1, 1000).saveTo(storage, FileType.PACK);
            server.dropConnections();
            assertThat(storage.read(file)).isEqualTo(Samples.random(1, 1000).bytes());
            server.dropConnections();
            Samples.random(2, 1000).saveTo(storage, FileType.PACK);
            assertThat(Samples.list(storage, FileType.PACK)).hasSize(2);
        }
    }

    @Test
    void refusesAHostWithAnotherKeyAndAKeyThatIsNotAccepted() throws Exception {
        Path strange = Files.writeString(
                folder.resolve("strange"),
                "[127.0.0.1]:" + server.settings("x", "ed25519").port() + " "
                        + Files.readString(Path.of(server.key("ed25519") + ".pub")));
        SftpSettings known = server.settings("x", "ed25519");
        SftpSettings another =
                new SftpSettings(known.user(), known.host(), known.port(), known.folder(), strange, known.keys(), null);
        assertThatIOException()
                .isThrownBy(() -> new SftpStorage(another).checked())
                .isInstanceOf(StorageRefusedException.class)
                .withMessageContaining("ssh-keyscan");

        SftpSettings keyless = new SftpSettings(
                known.user(), known.host(), known.port(), known.folder(), known.knownHosts(), List.of(), null);
        assertThatIOException()
                .isThrownBy(() -> new SftpStorage(keyless).checked())
                .isInstanceOf(StorageRefusedException.class)
                .withMessageContaining("authorized_keys");
    }

    @Test
    void saysThatSomethingIsInTheWay() throws Exception {
        Path file = Files.writeString(server.files().resolve("a-file"), "in the way");
        try (Storage storage = open(file.getFileName() + "/crm", "ed25519")) {
            assertThatIOException()
                    .isThrownBy(() -> Samples.random(1, 10).saveTo(storage, FileType.PACK))
                    .isInstanceOf(IOException.class)
                    .withMessageContaining(storage.location());
        }
    }
}
