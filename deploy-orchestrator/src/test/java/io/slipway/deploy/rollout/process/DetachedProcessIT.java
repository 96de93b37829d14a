package io.slipway.deploy.rollout.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class DetachedProcessIT {
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

    @TempDir
    Path folder;

    private DetachedProcess process;

    @BeforeEach
    void prepare() {
        process = new DetachedProcess(folder.resolve("process"));
    }

    @AfterEach
    void end() throws InterruptedException {
        process.stop(Duration.ZERO);
    }

    @Test
    void itIsFoundByItsFolderAsSoonAsItIsStarted() throws IOException {
        start("exec sleep 600");

        assertThat(new DetachedProcess(folder.resolve("process")).handle())
                .isEqualTo(process.handle())
                .isPresent();
    }

    @Test
    void oneThatEndedIsNotFoundAndItsLastWordsAre() throws IOException {
        start("printf 'one\\ntwo\\377\\n\\nthree\\n'");

        await().until(() -> !process.isAlive());
        assertThat(process.lastWords(2)).isEqualTo("two\uFFFD | three");
        assertThat(new DetachedProcess(folder.resolve("nothing")).lastWords(2)).isEmpty();
    }

    /** A Slipway that hangs does not take notice of the end of what it started; another one may not wait for that. */
    @Test
    void oneWhoseParentIsSuspendedIsStoppedAllTheSame() throws Exception {
        Files.createDirectories(process.folder());
        Process parent = new ProcessBuilder(
                        "/bin/sh", "-c", "setsid sleep 600 & echo $! > pid.tmp; mv pid.tmp pid; kill -STOP $$")
                .directory(process.folder().toFile())
                .start();
        try {
            await().until(process::isAlive);
            process.stop(Duration.ofSeconds(5));
            assertThat(process.isAlive()).isFalse();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void aStrangerWithItsPidIsLeftAlone() throws Exception {
        start("exec sleep 600");
        ProcessHandle stranger = process.handle().orElseThrow();
        Path started = folder.resolve("process/started");
        String ticks = Files.readString(started);
        Files.writeString(started, "1");

        assertThat(process.isAlive()).isFalse();
        process.stop(Duration.ZERO);
        assertThat(stranger.isAlive()).isTrue();

        Files.writeString(started, ticks);
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void whereTheKernelDoesNotTellWhenItBeganTheClockDoes() throws Exception {
        start("exec sleep 600");
        Path pid = folder.resolve("process/pid");
        Files.delete(folder.resolve("process/started"));
        assertThat(process.isAlive()).isTrue();

        Files.setLastModifiedTime(pid, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        assertThat(process.isAlive()).isFalse();
        Files.setLastModifiedTime(pid, FileTime.from(Instant.now()));
    }

    @Test
    void aClockThatIsSetMeanwhileMakesItNoStranger() throws Exception {
        start("exec sleep 600");
        FileTime muchEarlier = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
        Files.setLastModifiedTime(folder.resolve("process/pid"), muchEarlier);

        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void nonsenseInItsFolderIsNoProcess() throws IOException {
        Files.createDirectories(folder.resolve("process"));
        for (String nonsense : List.of("", "x", "-1", "99999999999999999999")) {
            Files.writeString(folder.resolve("process/pid"), nonsense);
            assertThat(process.isAlive()).as(nonsense).isFalse();
        }
    }

    @Test
    void itEndsWhenItIsAskedToAndNotWhenTheTerminalDoes() throws Exception {
        start("trap 'echo ended well; exit 0' TERM; echo ready; while true; do sleep 0.05; done");
        await().until(() -> process.lastWords(1).equals("ready"));
        ProcessHandle running = process.handle().orElseThrow();
        new ProcessBuilder("/bin/sh", "-c", "kill -s INT -- -" + running.pid())
                .start()
                .waitFor();
        assertThat(process.isAlive()).isTrue();

        process.stop(Duration.ofSeconds(30));

        assertThat(running.isAlive()).isFalse();
        assertThat(process.lastWords(1)).isEqualTo("ended well");
    }

    private void start(String script) throws IOException {
        process.start(List.of("/bin/sh", "-c", script), folder, ENVIRONMENT);
    }
}
