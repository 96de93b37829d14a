package io.slipway.config.secret.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.config.secret.KeyInventory;
import io.slipway.config.secret.KeyRef;
import io.slipway.config.secret.KeyWrapper;
import io.slipway.config.secret.KeysetKeyWrapper;
import io.slipway.config.secret.RotationReport;
import io.slipway.config.secret.SecretException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeysetFileTest {
    @TempDir
    private Path folder;

    @Test
    void onlyItsOwnerCanReadIt() throws IOException {
        new KeysetFile(path()).create();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void itComesBackAsItWasWritten() {
        KeysetFile file = new KeysetFile(path());
        KeysetKeyWrapper created = file.create();
        KeysetKeyWrapper rotated = file.update(KeysetKeyWrapper::withNewPrimary);
        assertThat(file.load().keyIds()).isEqualTo(rotated.keyIds()).contains(created.primaryKeyId());
        byte[] key = {1, 2, 3};
        assertThat(file.load().unwrap(created.wrap(key.clone(), new byte[0]), new byte[0]))
                .isEqualTo(key);
    }

    @Test
    void itIsNeverWrittenOverByANewOne() {
        KeysetFile file = new KeysetFile(path());
        String before = file.create().primaryKeyId();
        assertThatThrownBy(file::create)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("exists already");
        assertThat(file.load().primaryKeyId()).isEqualTo(before);
    }

    @Test
    void whatACrashLeftBesideItIsNotRead() throws IOException {
        KeysetFile file = new KeysetFile(path());
        String before = file.create().primaryKeyId();
        Files.writeString(folder.resolve("keyset.json.next"), "{\"primaryKeyId\":");
        assertThat(file.load().primaryKeyId()).isEqualTo(before);
        assertThat(file.update(KeysetKeyWrapper::withNewPrimary).keyIds()).hasSize(2);
    }

    @Test
    void oneThatOthersCanReadIsRefused() throws IOException {
        KeysetFile file = new KeysetFile(path());
        file.create();
        Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(file::load)
                .isInstanceOf(SecretException.class)
                .hasMessageContaining("open to others (rw-r-----)")
                .hasMessageContaining("0600");
    }

    @Test
    void oneThatIsLostOrBrokenStopsNothingButSecrets() throws IOException {
        KeyWrapper lost = new KeysetFile(path()).loadOrLost();
        assertThat(lost.keyIds()).isEmpty();
        assertThatThrownBy(() -> lost.wrap(new byte[1], new byte[0]))
                .isInstanceOf(SecretException.class)
                .hasMessageContaining(path() + " does not exist");

        Files.createFile(path(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(path(), "not a keyset");
        assertThatThrownBy(() -> new KeysetFile(path()).loadOrLost().primaryKeyId())
                .isInstanceOf(SecretException.class)
                .hasMessageContaining("does not hold a keyset");
    }

    @Test
    void twoWhoRotateAtOnceLoseNoKey() {
        new KeysetFile(path()).create();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                threads.submit(() -> new KeysetFile(path()).update(KeysetKeyWrapper::withNewPrimary));
            }
        }
        assertThat(new KeysetFile(path()).load().keyIds()).hasSize(9);
    }

    @Test
    void itGoesWithItsLastKeyAndNotBefore() {
        KeysetFile file = new KeysetFile(path());
        String first = file.create().primaryKeyId();
        String second = file.update(KeysetKeyWrapper::withNewPrimary).primaryKeyId();
        assertThatThrownBy(() -> file.destroy(proof(second))).hasMessageContaining("other keys");
        assertThatThrownBy(() -> file.destroy(proof(first))).hasMessageContaining("may be needed");

        file.update(known -> known.destroy(proof(first)));
        file.destroy(proof(second));
        assertThat(file.exists()).isFalse();
    }

    /** That nothing needs the key, because there is nothing. */
    private static RotationReport proof(String key) {
        return RotationReport.prove(
                new KeyRef.WrappingKey(key), new KeyInventory(List.of(), List.of()), KeysetKeyWrapper.generate());
    }

    private Path path() {
        return folder.resolve("keyset.json");
    }
}
