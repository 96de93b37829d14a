package io.slipway.deploy.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.slipway.deploy.domain.decide.DeployDecider;
import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.events.Topics;
import io.slipway.events.deploy.ApplicationEvent;
import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.DeploymentTransition;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.task.BuildTask;
import io.slipway.events.deploy.task.VerifyTask;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.deploy.view.StepStatus;
import io.slipway.events.json.Json;
import io.slipway.events.task.TaskOffered;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.aggregate.Directory;

import static org.assertj.core.api.Assertions.assertThat;

/** What readers and workers get of it all. */
class DocumentsTest {
    private final Drill drill = new Drill(Pipelines.stagingAndProduction());

    @Test
    void anApplicationShowsWhatServesWhatRunsAndWhatWaits() {
        drill.deliver("staging", "1.0.0");
        drill.start("staging", "2.0.0");
        drill.start("staging", "3.0.0");

        ApplicationView.EnvironmentView staging =
                drill.application().environments().getFirst();
        assertThat(staging.release().version()).isEqualTo("1.0.0");
        assertThat(staging.running()).isEqualTo("shop-staging-2");
        assertThat(staging.queue()).containsExactly("shop-staging-3");
        assertThat(staging.releases()).as("none before the first").isEmpty();
    }

    @Test
    void aDeploymentThatEndedKeepsItsWholeStory() {
        String id = drill.deliver("staging", "1.0.0");
        DeploymentView view = drill.view(id);
        assertThat(view.state()).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(view.message()).contains("1.0.0", "staging");
        assertThat(view.finishedAt()).isNotNull();
        assertThat(view.promotedTo()).isEqualTo("shop-production-1");
        assertThat(view.steps()).allMatch(step -> step.status() == StepStatus.SUCCEEDED);
        assertThat(drill.view("shop-production-1").promotedFrom()).isEqualTo(id);
        assertThat(drill.view("shop-production-1").correlationId()).isEqualTo(view.correlationId());
        assertThat(drill.view("shop-production-1").chainId()).isEqualTo(view.chainId());

        drill.storm.pass(Duration.ofSeconds(1));
        drill.start("staging", "2.0.0");
        assertThat(drill.storm.state().deployment(id))
                .as("the state forgets it, the document stays")
                .isEmpty();
    }

    @Test
    void whoWaitsMovesUpInTheQueueThatReadersSee() {
        String first = drill.start("staging", "1.0.0");
        drill.start("staging", "2.0.0");
        String third = drill.start("staging", "3.0.0");
        assertThat(drill.view(third).queuePosition()).isEqualTo(2);
        drill.send(new DeployCommand.Cancel(Pipelines.SHOP, first, null));
        assertThat(drill.view(third).queuePosition()).isEqualTo(1);
    }

    @Test
    void aRenewedLeaseIsNoNews() {
        String id = drill.start("staging", "1.0.0");
        String task = drill.offers(id).findFirst().orElseThrow().taskId();
        drill.storm.send(new TaskReport.Started(task, 1, "north", drill.storm.now()), "north");
        long before = drill.view(id).revision();
        drill.storm.pass(Duration.ofSeconds(3));
        assertThat(drill.storm.send(new TaskReport.Renewed(task, 1, "north", drill.storm.now()), "north"))
                .isTrue();
        assertThat(drill.view(id).revision()).isEqualTo(before);
    }

    @Test
    void aWorkerIsToldAllItNeeds() {
        String id = drill.start("staging", "1.0.0");
        TaskOffered task = drill.offers(id).findFirst().orElseThrow();
        assertThat(task.type()).isEqualTo(BuildTask.TYPE);
        assertThat(task.taskId()).isEqualTo(id + "/01-build-web");
        assertThat(task.aggregate()).isEqualTo(Pipelines.SHOP);
        assertThat(task.lease()).isEqualTo(Storm.LEASE);
        assertThat(task.timeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(task.labels())
                .containsEntry("deployment", id)
                .containsEntry("environment", "staging")
                .containsEntry("application", "shop")
                .containsEntry("step", "01-build-web");
        BuildTask build = Json.read(task.input(), BuildTask.class);
        assertThat(build.version()).isEqualTo("1.0.0");
        assertThat(build.source()).isNotNull();
    }

    @Test
    void watchingOnPurposeDoesNotCountAsTakingTooLong() {
        drill.deliver("staging", "1.0.0");
        drill.deliver("staging", "2.0.0");
        List<TaskOffered> verifications = drill.offers("shop-production-2")
                .filter(task -> task.type().equals(VerifyTask.TYPE))
                .toList();
        assertThat(verifications)
                .extracting(TaskOffered::timeout)
                .as("the analysis of a minute, then the checks")
                .containsExactly(Duration.ofMinutes(16), Duration.ofMinutes(15));
    }

    @Test
    void oneSentenceSaysWhatIsGoingOn() {
        String id = drill.start("staging", "1.0.0");
        assertThat(drill.view(id).message()).isEqualTo("Build web 1.0.0");
        String task = drill.offers(id).findFirst().orElseThrow().taskId();
        drill.storm.send(new TaskReport.Started(task, 1, "north", drill.storm.now()), "north");
        drill.storm.send(new TaskReport.Progressed(task, 1, "north", "compiling", 40), "north");
        assertThat(drill.view(id).message()).isEqualTo("Build web 1.0.0: compiling");
        String next = drill.start("staging", "2.0.0");
        assertThat(drill.view(next).message()).isEqualTo("waits for the deployment that holds staging");
        drill.workUntil(id, "start-web");
        drill.fail(id);
        assertThat(drill.view(id).message()).startsWith("goes back to nothing").endsWith("failed: broke");
    }

    @Test
    void whatIsRememberedFitsIntoOneRecord() {
        DeployDecider decider = new DeployDecider(Storm.LEASE, Directory.NONE);
        List<String> services =
                IntStream.range(0, 12).mapToObj(i -> "service-" + i).toList();
        EnvironmentSpec[] environments = Stream.of("dev", "qa", "staging", "live")
                .map(name -> Pipelines.environment(name)
                        .ports(services.toArray(String[]::new))
                        .build())
                .toArray(EnvironmentSpec[]::new);
        ApplicationSpec spec = new ApplicationSpec(
                Pipelines.SHOP, services.stream().map(Pipelines::service).toList(), List.of(environments), List.of());
        Instant now = Instant.EPOCH;
        ApplicationState state = decider.initial(Pipelines.SHOP);
        state = decider.evolve(
                state, new ApplicationEvent.Applied(Pipelines.SHOP, 1, spec, "sha256:" + "a".repeat(64), "ann"), now);
        for (int i = 0; i < 100; i++) {
            for (EnvironmentSpec environment : environments) {
                now = now.plusSeconds(1);
                for (DeployEvent event : success(environment.name(), i + 1, services)) {
                    state = decider.evolve(state, event, now);
                }
            }
        }
        assertThat(state.lane("live").releases()).hasSizeGreaterThanOrEqualTo(5);
        assertThat(Json.write(state)).hasSizeLessThan(Topics.DEPLOY_VIEWS.maxMessageBytes() * 3 / 4);
    }

    private static List<DeployEvent> success(String environment, int number, List<String> services) {
        String id = Pipelines.SHOP + "-" + environment + "-" + number;
        String digest = "sha256:" + "%064x".formatted(number);
        Map<String, Artifact> artifacts = services.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        name -> new Artifact(digest, "artifact:" + digest, "pkg:generic/" + name + "@" + digest, 1)));
        return List.of(
                new DeploymentEvent.Requested(
                        Pipelines.SHOP,
                        environment,
                        id,
                        number,
                        "1.0." + number,
                        1,
                        List.of(),
                        "ann",
                        null,
                        "c",
                        "c",
                        null,
                        null,
                        null,
                        null,
                        artifacts,
                        Map.of(),
                        null),
                new DeploymentTransition.Succeeded(
                        Pipelines.SHOP, environment, id, "1.0." + number, DeploymentState.PROMOTING));
    }

    @Test
    void pausedSaysWhoAndWhy() {
        String id = drill.start("staging", "1.0.0");
        drill.send(new DeployCommand.Pause(Pipelines.SHOP, id, "lunch"));
        assertThat(drill.view(id).paused()).isTrue();
        assertThat(drill.view(id).message()).contains("ann", "lunch");
    }
}
