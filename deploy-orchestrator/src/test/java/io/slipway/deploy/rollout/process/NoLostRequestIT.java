package io.slipway.deploy.rollout.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.events.deploy.task.ConvergeTask;
import io.slipway.events.deploy.task.ConvergeTask.Release;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Users lose nothing, whatever is done to the service while they use it: not when they only look, which may be asked
 * twice, and not when they order and upload, which may not. The service's program itself is of no help, it goes at once
 * when it is told to.
 */
@Timeout(120)
class NoLostRequestIT {
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
    void rolling() throws Exception {
        losesNothing(step(old(2, 50), young(1, 50)), step(old(1, 0), young(2, 100)), step(young(2, 100)));
    }

    @Test
    void blueGreen() throws Exception {
        losesNothing(step(old(2, 100), young(2, 0)), step(old(2, 0), young(2, 100)), step(young(2, 100)));
    }

    /** No moment between the last request that an instance gets and the order to stop it. */
    @Test
    void switchedAndStoppedAtOnce() throws Exception {
        losesNothing(step(old(2, 100), young(2, 0)), step(young(2, 100)));
    }

    @Test
    void canaryAndBackAgain() throws Exception {
        losesNothing(
                step(old(1, 100), young(1, 0)),
                step(old(1, 90), young(1, 10)),
                step(old(1, 100), young(1, 0)),
                step(old(1, 50), young(1, 50)),
                step(old(1, 0), young(1, 100)),
                step(young(1, 100)));
    }

    @Test
    void anInstanceOfTwoIsKilled() throws Exception {
        ConvergeTask.Output running = service.converge(old(2, 100));
        // What is in hand of an instance that is killed and may not be asked twice is gone: nobody else has it.
        try (Users users = new Users(service, Users.Way.LOOK)) {
            ProcessHandle.of(running.instances().getFirst().pid()).orElseThrow().destroyForcibly();
            users.awaitMore();
            service.driver.superviseOnce(words -> {});
            users.awaitMore();
            assertThat(users.lost()).isEmpty();
        }
        assertThat(service.driver.endpoints(DrivenService.TARGET, "old")).hasSize(2);
    }

    private void losesNothing(Release[]... steps) throws Exception {
        service.converge(old(steps[0][0].replicas(), 100));
        try (Users users = new Users(service, Users.Way.values())) {
            for (Release[] step : steps) {
                service.converge(step);
                users.awaitMore();
            }
            assertThat(users.lost()).isEmpty();
            assertThat(users.versions())
                    .containsAll(Stream.of(Users.Way.values())
                            .flatMap(way -> Stream.of(way + " of-old", way + " of-young"))
                            .toList());
        }
        assertThat(service.get()).isEqualTo("of-young");
        assertThat(service.driver.endpoints(DrivenService.TARGET, "old")).isEmpty();
    }

    private static Release[] step(Release... releases) {
        return releases;
    }

    private Release old(int replicas, int weight) {
        return service.abrupt("old", replicas, weight);
    }

    private Release young(int replicas, int weight) {
        return service.abrupt("young", replicas, weight);
    }
}
