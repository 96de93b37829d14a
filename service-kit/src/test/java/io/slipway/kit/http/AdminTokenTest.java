package io.slipway.kit.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class AdminTokenTest {
    private static final int TOGETHER = 8;

    @TempDir
    Path folder;

    @Test
    void isMadeOnceForItsOwnerOnly() throws IOException {
        Path file = folder.resolve("new").resolve("token");

        String token = AdminToken.readOrMake(file);

        assertThat(token).hasSizeGreaterThanOrEqualTo(43);
        assertThat(AdminToken.readOrMake(file)).isEqualTo(token);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void isTheSameForAllThatStartAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(TOGETHER)) {
            for (int round = 0; round < 20; round++) {
                Path file = folder.resolve("token-" + round);
                CountDownLatch start = new CountDownLatch(1);
                List<Future<String>> tokens = new ArrayList<>();
                for (int i = 0; i < TOGETHER; i++) {
                    tokens.add(threads.submit(() -> {
                        start.await();
                        return AdminToken.readOrMake(file);
                    }));
                }
                start.countDown();
                for (Future<String> token : tokens) {
                    assertThat(token.get()).isEqualTo(Files.readString(file).strip());
                }
            }
        }
    }
}
