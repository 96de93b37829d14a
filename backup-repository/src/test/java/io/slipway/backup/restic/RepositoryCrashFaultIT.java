package io.slipway.backup.restic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Random;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Listed;
import io.slipway.backup.storage.LocalStorage;
import io.slipway.backup.storage.Samples;

import static org.assertj.core.api.Assertions.assertThat;

/** Backups that are killed in the middle leave a repository that is whole, and the next one finishes their work. */
class RepositoryCrashFaultIT {
    private static final int KILLS = 3;

    @TempDir
    private Path folder;

    @Test
    void killedBackupsDamageNothingAndLoseNoWork() throws Exception {
        Restic.require();
        Path root = folder.resolve("repository");
        LocalStorage storage = new LocalStorage(root);
        ResticRepository.create(storage, TestBackups.PASSPHRASE, TestBackups.OPTIONS)
                .close();
        Restic restic = new Restic(root, new String(TestBackups.PASSPHRASE));
        Random random = new Random();

        for (int kill = 1; kill <= KILLS; kill++) {
            long packs = packs(storage) + 1 + random.nextInt(5);
            Path flushed = folder.resolve("flushed-" + kill);
            java.lang.Process backup = start(root, flushed);
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> packs(storage) >= packs || Files.exists(flushed));
            backup.destroyForcibly().waitFor();

            restic.run("check", "--no-lock", "--read-data");
            assertThat(restic.run("snapshots", "--no-lock", "--json").text().strip())
                    .isIn("[]", "null");
        }
        long uploadedByTheDead = packBytes(storage);
        assertThat(uploadedByTheDead).isPositive();

        try (ResticRepository repository = open(storage)) {
            TestBackups.backUp(repository, OffsetDateTime.now(), CrashingBackup.files());
        }

        restic.run("check", "--read-data");
        assertThat(restic.run("dump", "latest", "/folder0/file0").output()).isEqualTo(TestBackups.content(0, 200_000));
        // Headers apart, as many bytes as one undisturbed backup writes: no blob is there twice.
        long undisturbed = undisturbed();
        assertThat(packBytes(storage)).isBetween(undisturbed - 20_000, undisturbed + 20_000);
        assertThat(Samples.list(storage, FileType.LOCK)).isEmpty();
    }

    private long undisturbed() throws IOException {
        LocalStorage storage = new LocalStorage(folder.resolve("undisturbed"));
        try (ResticRepository repository =
                ResticRepository.create(storage, TestBackups.PASSPHRASE, TestBackups.OPTIONS)) {
            TestBackups.backUp(repository, OffsetDateTime.now(), CrashingBackup.files());
        }
        return packBytes(storage);
    }

    private static ResticRepository open(LocalStorage storage) throws IOException {
        return ResticRepository.open(storage, TestBackups.PASSPHRASE, TestBackups.OPTIONS);
    }

    private static java.lang.Process start(Path root, Path flushed) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingBackup.class.getName(),
                        root.toString(),
                        flushed.toString())
                .inheritIO()
                .start();
    }

    private static long packs(LocalStorage storage) throws IOException {
        return Samples.list(storage, FileType.PACK).size();
    }

    private static long packBytes(LocalStorage storage) throws IOException {
        return Samples.list(storage, FileType.PACK).stream()
                .mapToLong(Listed::length)
                .sum();
    }
}
