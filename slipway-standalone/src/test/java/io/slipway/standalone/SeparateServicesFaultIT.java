package io.slipway.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
 * The services as they are shipped and the broker, each in a JVM of its own: two instances of the deploy-orchestrator and
 * the notification-service. Each is killed or suspended in the middle of a rollout; what is left goes on, and what comes
 * back finds its place.
 */
class SeparateServicesFaultIT {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    @TempDir(cleanup = CleanupMode.NEVER)
    static Path temp;

    private static BrokerProcess broker;
    private static Webhook webhook;
    private static ServiceProcess first;
    private static ServiceProcess second;
    private static ServiceProcess notifications;

    private final List<Instant> kills = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        broker = new BrokerProcess(temp.resolve("kafka"));
        webhook = new Webhook();
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
    }

    @BeforeEach
    void awaitAll() {
        List.of(first, second, notifications).forEach(ServiceProcess::startWhereItIsDown);
        List.of(first, second, notifications).forEach(ServiceProcess::awaitReady);
    }

    @AfterAll
    static void stop() {
        List.of(first, second, notifications).forEach(ServiceProcess::close);
        webhook.close();
        broker.close();
        RunningInstances.under(data()).forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void theInstanceThatIsLeftFinishesWhatTheKilledOneBegan() {
        ProbeApplication probe = apply("killed");
        String initial = deployed(probe, first, "1.0.0");

        try (Traffic traffic = new Traffic(probe.port(), 40)) {
            String healthy = deploy(probe, first, "2.0.0", probe.good("2.0.0"));
            awaitStep(second, healthy, SeparateServicesFaultIT::rollsOut);
            first.kill();
            awaitView(second, healthy, view -> view.state() != DeploymentState.ROLLING_OUT);
            // It comes back while the other one is at work, and leaves it the work.
            first.start();
            assertThat(ended(second, healthy).state()).isEqualTo(DeploymentState.SUCCEEDED);

            first.awaitReady();
            String broken = deploy(probe, second, "3.0.0", probe.broken("3.0.0"));
            awaitStep(first, broken, SeparateServicesFaultIT::rollsOut);
            second.kill();
            assertThat(ended(first, broken).state()).isEqualTo(DeploymentState.ROLLED_BACK);
            second.start();

            assertThat(traffic.lost()).isEmpty();
            assertHistory(List.of(initial, healthy, broken));
        }
        assertServes("killed", "2.0.0", "1.0.0", "3.0.0");
    }

    @Test
    void anInstanceThatWasSuspendedComesBackToFindItsWorkDone() {
        ProbeApplication probe = apply("suspended");
        String initial = deployed(probe, first, "1.0.0");

        try (Traffic traffic = new Traffic(probe.port(), 40)) {
            String healthy = deploy(probe, first, "2.0.0", probe.good("2.0.0"));
            StepView analysis =
                    awaitStep(second, healthy, step -> step.id().contains("analysis") && step.worker() != null);
            boolean worksAtIt = analysis.worker().startsWith("first/");
            ServiceProcess suspended = worksAtIt ? first : second;
            ServiceProcess other = worksAtIt ? second : first;
            suspended.suspend();
            awaitForgotten(worksAtIt ? "first" : "second");
            assertThat(ended(other, healthy).state()).isEqualTo(DeploymentState.SUCCEEDED);
            suspended.wake();

            // It takes part again, and what it still had in mind has no consequence.
            suspended.awaitReady();
            String next = deploy(probe, suspended, "2.1.0", probe.good("2.1.0"));
            assertThat(ended(suspended, next).state()).isEqualTo(DeploymentState.SUCCEEDED);
            assertThat(traffic.lost()).isEmpty();
            assertHistory(List.of(initial, healthy, next));
        }
        assertServes("suspended", "2.1.0", "1.0.0", "2.0.0");
    }

    @Test
    void theNotificationServiceIsKilledWhileThereIsMuchToTell() {
        ProbeApplication probe = apply("untold");
        String initial = deployed(probe, first, "1.0.0");

        try (Traffic traffic = new Traffic(probe.port(), 40)) {
            String healthy = deploy(probe, first, "2.0.0", probe.good("2.0.0"));
            awaitStep(first, healthy, SeparateServicesFaultIT::rollsOut);
            notifications.kill();
            kills.add(Instant.now());
            assertThat(ended(first, healthy).state()).isEqualTo(DeploymentState.SUCCEEDED);
            assertThat(webhook.told(healthy)).doesNotContain(healthy + "/SUCCEEDED");
            notifications.start();
            assertHistory(List.of(initial, healthy));
            assertThat(traffic.lost()).isEmpty();
        }
    }

    @Test
    void theBrokerAloneIsKilledAndComesBack() {
        ProbeApplication probe = apply("brokerless");
        String initial = deployed(probe, first, "1.0.0");

        try (Traffic traffic = new Traffic(probe.port(), 40)) {
            String healthy = deploy(probe, first, "2.0.0", probe.good("2.0.0"));
            awaitStep(second, healthy, SeparateServicesFaultIT::rollsOut);
            broker.kill();
            kills.add(Instant.now());
            broker.start();
            assertThat(ended(first, healthy).state()).isEqualTo(DeploymentState.SUCCEEDED);

            assertThat(traffic.lost()).isEmpty();
            assertHistory(List.of(initial, healthy));
        }
        assertServes("brokerless", "2.0.0", "1.0.0");
    }

    /** Both run what they deploy on this host, so they share the folder that says what runs there. */
    private static ServiceProcess orchestrator(String instance) {
        return service(
                "deploy-orchestrator",
                instance,
                Map.of("slipway.data", data().toString(), "slipway.deploy.lease", "2s"));
    }

    private static ServiceProcess service(String module, String instance, Map<String, String> own) {
        Map<String, String> properties = new HashMap<>(own);
        properties.put("slipway.kafka.bootstrap-servers", broker.bootstrapServers());
        properties.put("slipway.kafka.instance-id", instance);
        return new ServiceProcess(module, temp.resolve(instance), temp.resolve("token"), properties);
    }

    private static Path data() {
        return temp.resolve("data");
    }

    private static ProbeApplication apply(String name) {
        ProbeApplication probe = ProbeApplication.write(name, temp.resolve(name));
        assertThat(first.api().apply(name, probe.yaml()).statusCode()).isEqualTo(202);
        return probe;
    }

    private static String deployed(ProbeApplication probe, ServiceProcess through, String version) {
        String id = deploy(probe, through, version, probe.good(version));
        assertThat(ended(through, id).state()).isEqualTo(DeploymentState.SUCCEEDED);
        return id;
    }

    private static String deploy(ProbeApplication probe, ServiceProcess through, String version, Path source) {
        return through.api()
                .deploy(
                        probe.name(),
                        probe.name() + "-" + version,
                        Map.of("version", version, "source", Map.of("path", source.toString())));
    }

    private static StepView awaitStep(ServiceProcess through, String id, Predicate<StepView> which) {
        Predicate<StepView> running = step -> step.status() == StepStatus.RUNNING && which.test(step);
        return awaitView(through, id, view -> view.steps().stream().anyMatch(running)).steps().stream()
                .filter(running)
                .findFirst()
                .orElseThrow();
    }

    private static boolean rollsOut(StepView step) {
        return step.phase() == DeploymentState.ROLLING_OUT;
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

    /** Its session is over in every group: the others do not count on it any more. */
    private static void awaitForgotten(String instance) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            await("the end of all sessions of " + instance)
                    .atMost(PATIENCE)
                    .until(() -> admin
                            .describeConsumerGroups(admin.listGroups().all().get().stream()
                                    .map(GroupListing::groupId)
                                    .toList())
                            .all()
                            .get()
                            .values()
                            .stream()
                            .flatMap(group -> group.members().stream())
                            .noneMatch(member -> member.groupInstanceId()
                                    .filter(id -> id.contains(instance))
                                    .isPresent()));
        }
    }

    private static void assertServes(String application, String version, String... gone) {
        Path folder = data().resolve("process").resolve(application);
        assertThat(folder).isDirectory();
        assertThat(RunningInstances.below(folder, version)).hasSize(ProbeApplication.REPLICAS);
        for (String old : gone) {
            assertThat(RunningInstances.below(folder, old)).isEmpty();
        }
    }

    /** Each transition once and none lost, and each told; told again only what was under way at a kill. */
    private void assertHistory(List<String> ids) {
        var events = EventLog.read(broker.bootstrapServers());
        for (String id : ids) {
            DeploymentHistory history = DeploymentHistory.of(id, events);
            history.assertEachOnce();
            await("notifications of " + id)
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(webhook.told(id)).containsExactlyInAnyOrderElementsOf(history.messages()));
            assertThat(webhook.repeated(id))
                    .allMatch(twice -> kills.stream()
                            .anyMatch(kill -> twice.first().isBefore(kill)
                                    && twice.again().isAfter(kill)));
        }
    }
}
