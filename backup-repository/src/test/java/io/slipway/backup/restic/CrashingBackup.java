package io.slipway.backup.restic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

import io.slipway.backup.repository.Upload;
import io.slipway.backup.storage.LocalStorage;

/**
 * A process that backs up the same files whenever it runs, and gets killed. When all but the snapshot is written it says so
 * with a file, and waits for that.
 */
final class CrashingBackup {
    private CrashingBackup() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (ResticRepository repository = ResticRepository.open(
                new LocalStorage(Path.of(arguments[0])), TestBackups.PASSPHRASE, TestBackups.OPTIONS)) {
            try (Upload upload = repository.upload()) {
                TestBackups.save(upload, files());
                upload.flush();
                Files.createFile(Path.of(arguments[1]));
                new CountDownLatch(1).await();
            }
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
