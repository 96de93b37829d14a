package io.slipway.standalone;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.events.Envelope;
import io.slipway.events.Message;
import io.slipway.events.deploy.PlannedStep;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.StepEvent;
import io.slipway.events.deploy.pipeline.GateSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The whole JVM, broker and all, is killed with SIGKILL once in the middle of each step of a deployment, from its gates
 * in staging to its promotion in production, and of a rollback. Each deployment ends as one that nobody disturbed, with
 * the same transitions and the same steps; nothing is done twice or lost, and the users of the deployed service notice
 * nothing.
 */
@Timeout(1800)
class KillAtEveryStepFaultIT {
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /** A kill, and the step that was under way by the event that started it. */
    private record Kill(String deployment, String step, Instant at) {
        String where() {
            return deployment + "/" + step;
        }
    }

    @TempDir(cleanup = CleanupMode.NEVER)
    Path temp;

    private final List<Kill> kills = new ArrayList<>();
    private final Set<String> approved = new HashSet<>();
    private Webhook webhook;
    private ProbeApplication probe;
    private StagedApplication calm;
    private StagedApplication stormy;
    private StandaloneProcess slipway;
    private StepWatch watch;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        // It is started again for each step.
        StandaloneProcess.rehearse(temp.resolve("rehearsal"));
        webhook = new Webhook();
        probe = ProbeApplication.write(temp.resolve("probe"));
        calm = StagedApplication.of("calm", probe, webhook.url() + "gate");
        stormy = StagedApplication.of("stormy", probe, webhook.url() + "gate");
        slipway = StandaloneProcess.start(
                temp.resolve("data"),
                Map.of(
                        "spring.main.sources", HeldTasks.class.getName(),
                        "held.tasks", "stormy-[a-z]+-2/.*|stormy-production-3/.*(analysis|return).*",
                        "slipway.deploy.lease", "4s",
                        "slipway.notification.channels.hook.type", "webhook",
                        "slipway.notification.channels.hook.url", webhook.url(),
                        "slipway.notification.channels.hook.secret", "0123456789abcdef"));
        watch = new StepWatch(slipway.bootstrapServers());
        for (StagedApplication application : List.of(calm, stormy)) {
            assertThat(slipway.api()
                            .apply(application.name(), application.yaml())
                            .statusCode())
                    .isEqualTo(202);
        }
    }

    @AfterEach
    void stop() {
        watch.close();
        slipway.close();
        webhook.close();
        RunningInstances.under(temp.resolve("data")).forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void everyDeploymentEndsAsItWouldHave() {
        deploy(calm, 1, probe.good("1.0.0"));
        deploy(stormy, 1, probe.good("1.0.0"));
        awaitEnd(calm, 1, step -> false);
        awaitEnd(stormy, 1, step -> false);
        usedBy(calm, this::deployUndisturbed);
        usedBy(stormy, this::deployAndKill);

        List<Envelope<Message>> events = EventLog.read(slipway.bootstrapServers());
        for (int number : List.of(1, 2, 3)) {
            assertSameStory(events, calm.inStaging(number), stormy.inStaging(number));
            assertSameStory(events, calm.inProduction(number), stormy.inProduction(number));
        }
        assertThat(kills)
                .extracting(Kill::where)
                .containsExactlyElementsOf(Stream.concat(
                                stormy.both(2).stream().flatMap(id -> longSteps(events, id)),
                                Stream.of("analysis-40-web", "return-web")
                                        .flatMap(end -> longSteps(events, stormy.inProduction(3))
                                                .filter(step -> step.endsWith(end))))
                        .toList());
        assertThat(kills)
                .allSatisfy(
                        kill -> DeploymentHistory.of(kill.deployment(), events).assertUnderWay(kill.step(), kill.at()));
        assertThat(RunningInstances.ofVersion(temp.resolve("data"), "2.0.0")).hasSize(2 * ProbeApplication.REPLICAS);
    }

    private void deployUndisturbed() {
        deploy(calm, 2, probe.good("2.0.0"));
        awaitEnd(calm, 2, step -> false);
        deploy(calm, 3, probe.broken("3.0.0"));
        awaitEnd(calm, 3, step -> false);
    }

    private void deployAndKill() {
        deploy(stormy, 2, probe.good("2.0.0"));
        awaitEnd(stormy, 2, step -> true);
        deploy(stormy, 3, probe.broken("3.0.0"));
        awaitEnd(
                stormy,
                3,
                step -> step.deploymentId().equals(stormy.inProduction(3))
                        && step.step().matches(".*(analysis|return).*"));
    }

    private void usedBy(StagedApplication application, Runnable story) {
        try (Traffic traffic = new Traffic(application.production(), 40)) {
            story.run();
            assertThat(traffic.lost()).isEmpty();
            assertThat(traffic.answered()).isPositive();
        }
    }

    private void deploy(StagedApplication application, int number, Path source) {
        String version = number + ".0.0";
        String id = slipway.api()
                .deploy(
                        application.name(),
                        application.name() + "-" + version,
                        Map.of("version", version, "source", Map.of("path", source.toString())));
        assertThat(id).isEqualTo(application.inStaging(number));
    }

    /** Says yes where it is asked for, and kills once in each step that the test is about. */
    private void awaitEnd(StagedApplication application, int number, Predicate<StepEvent.Started> killedIn) {
        await(application.inProduction(number)).atMost(PATIENCE).until(() -> {
            for (StepEvent.Started step : watch.look()) {
                boolean killed =
                        kills.stream().anyMatch(kill -> kill.where().equals(step.deploymentId() + "/" + step.step()));
                if (killedIn.test(step) && !killed) {
                    kills.add(new Kill(step.deploymentId(), step.step(), slipway.killAndRestart()));
                } else if (step.step().endsWith("approval") && approved.add(step.deploymentId())) {
                    approve(step.deploymentId());
                }
            }
            return watch.hasEnded(application.inProduction(number));
        });
        assertThat(slipway.api().deployment(application.inProduction(number)).state())
                .isEqualTo(application.endOf(number));
    }

    private void approve(String deployment) {
        assertThat(slipway.api()
                        .send(slipway.api()
                                .request("/api/v1/deployments/" + deployment + "/approve")
                                .header("Content-Type", "application/json")
                                .header("X-Slipway-Actor", "somebody else")
                                .header("Prefer", "wait=30")
                                .POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(202);
    }

    /** Where a kill can come between beginning and end. */
    private static Stream<String> longSteps(List<Envelope<Message>> events, String deployment) {
        DeploymentHistory history = DeploymentHistory.of(deployment, events);
        return Stream.concat(
                        history.plan().stream()
                                .filter(step -> !isInstantaneous(step.action()))
                                .map(PlannedStep::id),
                        history.wayBack().stream())
                .map(step -> deployment + "/" + step);
    }

    /** A gate that asks about what is known already, and the promotion: they begin and end in one decision. */
    private static boolean isInstantaneous(StepAction action) {
        return action instanceof StepAction.Promote
                || action instanceof StepAction.EvaluateGate(GateSpec.PassedIn ignored);
    }

    /** No transition lost, twice or outside the table; each step ended once; each transition told. */
    private void assertSameStory(List<Envelope<Message>> events, String undisturbed, String killed) {
        DeploymentHistory expected = DeploymentHistory.of(undisturbed, events);
        DeploymentHistory history = DeploymentHistory.of(killed, events);
        expected.assertEachOnce();
        history.assertEachOnce();
        assertThat(history.moves()).isEqualTo(expected.moves());
        assertThat(history.endings()).isEqualTo(expected.endings());
        for (DeploymentHistory each : List.of(expected, history)) {
            await("notifications of " + each.id())
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() ->
                            assertThat(webhook.told(each.id())).containsExactlyInAnyOrderElementsOf(each.messages()));
        }
        // What was sent twice was under way at a kill, and says that it is the same.
        assertThat(webhook.repeated(killed))
                .allMatch(twice -> kills.stream()
                        .anyMatch(kill -> twice.first().isBefore(kill.at())
                                && twice.again().isAfter(kill.at())));
    }
}
