package io.slipway.deploy.domain;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.task.BuildTask;
import io.slipway.events.deploy.task.VerifyTask;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.deploy.view.StepStatus;
import io.slipway.events.json.Json;
import io.slipway.events.task.TaskOffered;
import io.slipway.events.task.TaskReport;

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
    void pausedSaysWhoAndWhy() {
        String id = drill.start("staging", "1.0.0");
        drill.send(new DeployCommand.Pause(Pipelines.SHOP, id, "lunch"));
        assertThat(drill.view(id).paused()).isTrue();
        assertThat(drill.view(id).message()).contains("ann", "lunch");
    }
}
