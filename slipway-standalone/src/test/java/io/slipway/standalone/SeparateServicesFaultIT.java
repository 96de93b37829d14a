package io.slipway.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import io.slipway.kafka.embedded.EmbeddedKafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The services as they are shipped, each in a JVM of its own, on a broker that belongs to none of them: two instances
 * of the deploy-orchestrator and the notification-service. One orchestrator is killed in the middle of a rollout, and
 * the other one in the middle of the next; whichever of them decided and worked, the one that is left goes on.
 */
class SeparateServicesFaultIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir(cleanup = CleanupMode.NEVER)
    Path temp;

    private EmbeddedKafka broker;
    private Webhook webhook;
    private ProbeApplication probe;
    private ServiceProcess first;
    private ServiceProcess second;
    private ServiceProcess notifications;

    @BeforeEach
    void start() throws IOException {
        broker = EmbeddedKafka.startOnFreePorts(temp.resolve("kafka"));
        webhook = new Webhook();
        probe = ProbeApplication.write(temp.resolve("probe"));
        Files.writeString(temp.resolve("token"), "the token of all of them");
        first = orchestrator("first");
        second = orchestrator("second");
        notifications = service(
                "notification-service",
                "notification",
                Map.of(
                        "slipway.notification.channels.hook.type", "webhook",
                        "slipway.notification.channels.hook.url", webhook.url(),
                        "slipway.notification.channels.hook.secret", "0123456789abcdef"));
        List.of(first, second, notifications).forEach(ServiceProcess::awaitReady);
    }

    @AfterEach
    void stop() {
        List.of(first, second, notifications).forEach(ServiceProcess::close);
        webhook.close();
        broker.close();
        RunningInstances.under(data()).forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void theInstanceThatIsLeftFinishesWhatTheKilledOneBegan() {
        assertThat(first.api().apply(ProbeApplication.NAME, probe.yaml()).statusCode())
                .isEqualTo(202);
        String initial = deploy(first, "1.0.0", probe.good("1.0.0"));
        assertThat(ended(second, initial).state()).isEqualTo(DeploymentState.SUCCEEDED);

        try (Traffic traffic = new Traffic(probe.port(), 40)) {
            String healthy = deploy(first, "2.0.0", probe.good("2.0.0"));
            awaitRollout(second, healthy);
            first.kill();
            awaitView(second, healthy, view -> view.state() != DeploymentState.ROLLING_OUT);
            // It comes back while the other one is at work, and leaves it the work.
            first.start();
            assertThat(ended(second, healthy).state()).isEqualTo(DeploymentState.SUCCEEDED);

            first.awaitReady();
            String broken = deploy(second, "3.0.0", probe.broken("3.0.0"));
            awaitRollout(first, broken);
            second.kill();
            assertThat(ended(first, broken).state()).isEqualTo(DeploymentState.ROLLED_BACK);

            assertThat(traffic.lost()).isEmpty();
            assertThat(traffic.answered()).isPositive();
            assertHistory(List.of(initial, healthy, broken));
        }
        assertThat(RunningInstances.ofVersion(data(), "2.0.0")).hasSize(ProbeApplication.REPLICAS);
        assertThat(RunningInstances.ofVersion(data(), "1.0.0")).isEmpty();
        assertThat(RunningInstances.ofVersion(data(), "3.0.0")).isEmpty();
    }

    /** Both run what they deploy on this host, so they share the folder that says what runs there. */
    private ServiceProcess orchestrator(String instance) {
        return service(
                "deploy-orchestrator",
                instance,
                Map.of("slipway.data", data().toString(), "slipway.deploy.lease", "2s"));
    }

    private ServiceProcess service(String module, String instance, Map<String, String> own) {
        Map<String, String> properties = new HashMap<>(own);
        properties.put("slipway.kafka.bootstrap-servers", broker.bootstrapServers());
        properties.put("slipway.kafka.instance-id", instance);
        return new ServiceProcess(module, temp.resolve(instance), temp.resolve("token"), properties);
    }

    private Path data() {
        return temp.resolve("data");
    }

    private String deploy(ServiceProcess through, String version, Path source) {
        return through.api()
                .deploy(
                        ProbeApplication.NAME,
                        "deploy-" + version,
                        Map.of("version", version, "source", Map.of("path", source.toString())));
    }

    private static void awaitRollout(ServiceProcess through, String id) {
        awaitView(
                through,
                id,
                view -> view.state() == DeploymentState.ROLLING_OUT
                        && view.steps().stream().anyMatch(SeparateServicesFaultIT::rollsOut));
    }

    private static boolean rollsOut(StepView step) {
        return step.phase() == DeploymentState.ROLLING_OUT && step.status() == StepStatus.RUNNING;
    }

    private static DeploymentView ended(ServiceProcess through, String id) {
        return awaitView(through, id, view -> view.state().terminal());
    }

    private static DeploymentView awaitView(ServiceProcess through, String id, Predicate<DeploymentView> condition) {
        return await("deployment " + id)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .ignoreException(IllegalStateException.class)
                .until(() -> through.api().deployment(id), condition);
    }

    /** Each transition once, and each told once. */
    private void assertHistory(List<String> ids) {
        var events = EventLog.read(broker.bootstrapServers());
        for (String id : ids) {
            DeploymentHistory history = DeploymentHistory.of(id, events);
            history.assertEachOnce();
            await("notifications of " + id)
                    .atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(webhook.deliveries(id)).containsExactlyInAnyOrderElementsOf(history.messages()));
        }
    }
}
