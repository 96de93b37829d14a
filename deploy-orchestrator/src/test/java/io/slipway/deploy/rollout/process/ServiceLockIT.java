package io.slipway.deploy.rollout.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceLockIT {
    @TempDir
    Path temp;

    @Test
    void oneThreadHasItAtATime() throws Exception {
        ServiceFolder folder = new ServiceFolder(temp);
        try (var _ = ServiceLock.acquire(folder)) {
            assertThat(elsewhere(folder)).isFalse();
        }
        assertThat(elsewhere(folder)).isTrue();
    }

    @Test
    void anotherProcessKeepsItUntilItIsKilled() throws Exception {
        ServiceFolder folder = new ServiceFolder(temp);
        Process holder = holder();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");
            assertThat(ServiceLock.tryAcquire(folder)).isEmpty();
            CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> waitFor(folder));

            holder.destroyForcibly();

            assertThat(waiting.get(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            holder.destroyForcibly();
        }
    }

    private Process holder() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        temp.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static boolean elsewhere(ServiceFolder folder) {
        return CompletableFuture.supplyAsync(() -> {
                    try {
                        var lock = ServiceLock.tryAcquire(folder);
                        if (lock.isPresent()) {
                            lock.get().close();
                        }
                        return lock.isPresent();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .join();
    }

    private static boolean waitFor(ServiceFolder folder) {
        try (var _ = ServiceLock.acquire(folder)) {
            return true;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has the lock of the folder in its first argument until it ends. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            try (var _ = ServiceLock.acquire(new ServiceFolder(Path.of(args[0])))) {
                System.out.println("held");
                System.in.read();
            }
        }
    }
}
