package io.slipway.backup.restic;

import java.io.IOException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;

import io.slipway.backup.storage.LocalStorage;

/** A process that backs up the same files whenever it runs, and gets killed. */
final class CrashingBackup {
    private CrashingBackup() {}

    public static void main(String[] arguments) throws IOException {
        try (ResticRepository repository = ResticRepository.open(
                new LocalStorage(Path.of(arguments[0])), TestBackups.PASSPHRASE, TestBackups.OPTIONS)) {
            TestBackups.backUp(repository, OffsetDateTime.now(), files());
        }
    }

    static Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < 40; i++) {
            files.put("folder" + i % 4 + "/file" + i, TestBackups.content(i, 200_000));
        }
        return files;
    }
}
