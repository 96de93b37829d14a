package io.slipway.deploy.rollout.process;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.events.deploy.task.ConvergeTask;
import io.slipway.events.deploy.task.ConvergeTask.Release;
import io.slipway.kit.task.TaskFailedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(120)
class ProcessTroubleIT {
    @TempDir
    Path folder;

    private DrivenService service;

    @BeforeEach
    void prepare() throws IOException {
        service = new DrivenService(folder);
    }

    @AfterEach
    void end() throws IOException {
        service.close();
    }

    @Test
    void anInstanceThatDiesAtItsStartIsNamedWithItsLastWords() {
        Release broken = service.release(
                "d1", List.of("/bin/sh", "-c", "echo no database; exit 1"), Duration.ofSeconds(5), 1, 100);

        assertThatThrownBy(() -> service.converge(broken))
                .isInstanceOf(TaskFailedException.class)
                .hasMessageContaining("ended while it started: no database");
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        Release missing = service.release("d1", List.of("./no-such-program"), Duration.ofSeconds(5), 1, 100);

        assertThatThrownBy(() -> service.converge(missing))
                .isInstanceOf(TaskFailedException.class)
                .hasMessageContaining("no-such-program");
    }

    @Test
    void aServicePortThatIsTakenIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            service.moveTo(taken.getLocalPort());

            assertThatThrownBy(() -> service.converge(service.release("d1", 1, 100)))
                    .isInstanceOf(TaskFailedException.class)
                    .hasMessageContaining("the proxy on port " + taken.getLocalPort() + " does not start")
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void aServiceMovesToAnotherPort() throws Exception {
        ConvergeTask.Output before = service.converge(service.release("d1", 1, 100));
        int old = service.port();
        service.moveTo(DrivenService.freePort());
        ConvergeTask.Output after = service.converge(service.release("d1", 1, 100));

        assertThat(service.get()).isEqualTo("of-d1");
        assertThat(after.instances()).isEqualTo(before.instances());
        service.moveTo(old);
        assertThatThrownBy(service::get).isInstanceOf(ConnectException.class);
    }

    @Test
    void whoIgnoresSigtermIsKilledWhenThePatienceOfItsOwnReleaseIsOver() throws Exception {
        Release stubborn =
                service.release("d1", DrivenService.probeAfter("trap '' TERM"), Duration.ofMillis(300), 1, 100);
        long pid = service.converge(stubborn).instances().getFirst().pid();
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();

        service.converge(service.release("d2", DrivenService.probe(), Duration.ofHours(1), 1, 100));

        // The kernel keeps the name of what has ended until this JVM, which started it, takes notice.
        await().until(() -> !process.isAlive());
        assertThat(service.get()).isEqualTo("of-d2");
    }

    @Test
    void whatAnInstanceHasStartedEndsWithIt() throws Exception {
        Path pids = folder.resolve("pids");
        Release parent = service.release(
                "d1",
                DrivenService.probeAfter("(trap '' TERM; exec sleep 600) & echo $! > " + pids),
                Duration.ofSeconds(5),
                1,
                100);
        service.converge(parent);
        ProcessHandle child =
                ProcessHandle.of(Long.parseLong(Files.readString(pids).strip())).orElseThrow();
        assertThat(child.isAlive()).isTrue();

        service.converge();

        await().until(() -> !child.isAlive());
    }

    @Test
    void whatIsUnpackedAndNotUsedAnyMoreIsRemoved() throws Exception {
        Path releases = folder.resolve("process/shop/live/web/releases");
        Files.writeString(
                Files.createDirectories(releases.resolve("unpacking-1")).resolve("half"), "x");
        Files.writeString(Files.createDirectories(releases.resolve("sha256-0")).resolve("old"), "x");

        service.converge(service.release("d1", 1, 100));
        try (var left = Files.list(releases)) {
            assertThat(left).hasSize(1);
        }
        service.converge();
        try (var left = Files.list(releases)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aVersionWithASlashIsNoFolder() throws Exception {
        Release odd = service.release("../../d1", 1, 100);

        assertThat(service.converge(odd).instances()).hasSize(1);
        try (var instances = Files.list(folder.resolve("process/shop/live/web/instances"))) {
            assertThat(instances).hasSize(1);
        }
    }

    @Test
    void oneServiceThatCannotBeLookedAfterDoesNotKeepTheOthersFromIt() throws Exception {
        ConvergeTask.Output before = service.converge(service.release("d1", 1, 100));
        Path damaged = Files.createDirectories(folder.resolve("process/aaa/live/web"));
        Files.writeString(damaged.resolve("declared.json"), "{");
        ProcessHandle process =
                ProcessHandle.of(before.instances().getFirst().pid()).orElseThrow();
        process.destroyForcibly();
        await().until(() -> !process.isAlive());

        List<String> words = new ArrayList<>();
        service.driver.superviseOnce(words::add);

        assertThat(words).anyMatch(word -> word.contains("aaa") && word.contains("is damaged"));
        assertThat(service.get()).isEqualTo("of-d1");
        Files.delete(damaged.resolve("declared.json"));
    }
}
