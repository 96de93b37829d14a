package io.slipway.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.deploy.view.StepStatus;
import io.slipway.events.deploy.view.StepView;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The whole JVM, broker and all, is killed with SIGKILL in the middle of each step of a deployment. Each deployment ends
 * as it would have, nothing is done twice or lost, and the users of the deployed service notice nothing.
 */
class KillAtEveryStepFaultIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir(cleanup = CleanupMode.NEVER)
    Path temp;

    private Webhook webhook;
    private ProbeApplication probe;
    private StandaloneProcess slipway;

    @BeforeEach
    void start() {
        webhook = new Webhook();
        probe = ProbeApplication.write(temp.resolve("probe"));
        slipway = StandaloneProcess.start(
                temp.resolve("data"),
                Map.of(
                        "slipway.deploy.lease", "2s",
                        "slipway.notification.channels.hook.type", "webhook",
                        "slipway.notification.channels.hook.url", webhook.url(),
                        "slipway.notification.channels.hook.secret", "0123456789abcdef"));
        assertThat(slipway.api().apply(ProbeApplication.NAME, probe.yaml()).statusCode())
                .isEqualTo(202);
    }

    @AfterEach
    void stop() {
        slipway.close();
        webhook.close();
        RunningInstances.under(temp.resolve("data")).forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void everyDeploymentEndsAsItWouldHave() {
        String first = deploy("1.0.0", probe.good("1.0.0"));
        assertThat(ended(first).state()).isEqualTo(DeploymentState.SUCCEEDED);

        try (Traffic traffic = new Traffic(probe.port(), 40)) {
            String healthy = deploy("2.0.0", probe.good("2.0.0"));
            killAtEveryStep(healthy);
            assertThat(ended(healthy).state()).as(ended(healthy).message()).isEqualTo(DeploymentState.SUCCEEDED);

            String broken = deploy("3.0.0", probe.broken("3.0.0"));
            killAtEveryStep(broken);
            assertThat(ended(broken).state()).as(ended(broken).message()).isEqualTo(DeploymentState.ROLLED_BACK);

            assertThat(traffic.lost()).isEmpty();
            assertThat(traffic.answered()).isPositive();
            assertHistory(List.of(first, healthy, broken));
        }
        assertThat(RunningInstances.ofVersion(temp.resolve("data"), "2.0.0")).hasSize(ProbeApplication.REPLICAS);
        assertThat(RunningInstances.ofVersion(temp.resolve("data"), "1.0.0")).isEmpty();
        assertThat(RunningInstances.ofVersion(temp.resolve("data"), "3.0.0")).isEmpty();
    }

    private String deploy(String version, Path source) {
        return slipway.api()
                .deploy(
                        ProbeApplication.NAME,
                        "deploy-" + version,
                        Map.of("version", version, "source", Map.of("path", source.toString())));
    }

    /** Kills once in each step that is seen running, the steps of a rollback among them. */
    private void killAtEveryStep(String id) {
        Set<String> killedIn = new HashSet<>();
        while (true) {
            DeploymentView seen = awaitView(
                    id,
                    view -> view.state().terminal()
                            || view.steps().stream().anyMatch(step -> running(step) && !killedIn.contains(step.id())));
            if (seen.state().terminal()) {
                break;
            }
            seen.steps().stream()
                    .filter(KillAtEveryStepFaultIT::running)
                    .map(StepView::id)
                    .forEach(killedIn::add);
            slipway.killAndRestart();
        }
        assertThat(killedIn).as("steps killed in").hasSizeGreaterThanOrEqualTo(5);
    }

    private static boolean running(StepView step) {
        return step.status() == StepStatus.RUNNING;
    }

    private DeploymentView ended(String id) {
        return awaitView(id, view -> view.state().terminal());
    }

    private DeploymentView awaitView(String id, Predicate<DeploymentView> condition) {
        return await("deployment " + id)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> slipway.api().deployment(id), condition);
    }

    /** No transition twice, none outside the table; each step ended once; each transition told, and none made up. */
    private void assertHistory(List<String> ids) {
        var events = EventLog.read(slipway.bootstrapServers());
        for (String id : ids) {
            DeploymentHistory history = DeploymentHistory.of(id, events);
            history.assertEachOnce();
            await("notifications of " + id)
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(webhook.told(id)).isEqualTo(Set.copyOf(history.messages())));
        }
    }
}
