package io.slipway.deploy.domain;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.slipway.deploy.domain.decide.DeployDecider;
import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.Refusal;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.DeploymentTransition;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.task.VerifyTask.Verdict;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Directory;

import static org.assertj.core.api.Assertions.assertThat;

/** What users of other delivery tools have reported in public, each told as a promise. */
class PublicThreadsTest {
    private final Shipyard yard = new Shipyard(
            Pipelines.application(Pipelines.environment("live").attempts(2).build()));

    /**
     * spinnaker/spinnaker#7921: a message delivered again wrote an old copy, and what had succeeded ran again. That of a
     * start is held off before it gets here, see {@code RedeliveredCommandIT}.
     */
    @Test
    void aReportDeliveredAgainNeverReopensWhatHasEnded() {
        String id = yard.deploy("live", "1.0.0");
        TaskReport claim = yard.started(id, Shipyard.WORKER);
        Step build = yard.running(id);
        var result = new TaskReport.Succeeded(
                claim.taskId(), 1, Shipyard.WORKER, Shipyard.output(build.plan().action(), Verdict.PASSED));
        yard.workAll();
        yard.assertState(id, DeploymentState.SUCCEEDED);
        int events = yard.scenario.history().size();

        yard.scenario.when(claim).thenRefused(Refusal.Code.CONFLICT, "is over");
        yard.scenario.when(result).thenNothing();
        yard.scenario
                .when(new TaskReport.Failed(claim.taskId(), 1, Shipyard.WORKER, "late", true))
                .thenNothing();
        yard.scenario.advance(Duration.ofDays(30));

        assertThat(yard.scenario.history()).hasSize(events);
        yard.assertState(id, DeploymentState.SUCCEEDED);
    }

    /** spinnaker/spinnaker#6224: an execution whose worker is gone cannot be cancelled, and holds up those behind it. */
    @Test
    void aRolloutWhoseWorkerIsGoneCanBeCancelledAndTheNextOneGoesOn() {
        yard.deliver("live", "1.0.0");
        String id = yard.deploy("live", "2.0.0");
        String behind = yard.deploy("live", "3.0.0");
        yard.workUntil(id, StepAction.Converge.class);
        yard.begin(id);
        yard.assertState(id, DeploymentState.ROLLING_OUT);

        yard.scenario.given(new DeployCommand.Cancel(Pipelines.SHOP, id, null));
        yard.assertState(id, DeploymentState.ROLLING_BACK);
        yard.assertState(behind, DeploymentState.QUEUED);
        yard.scenario.given(yard.started(id, "another/deploy"));
        Step back = yard.running(id);
        yard.scenario.given(new TaskReport.Succeeded(
                Shipyard.task(id, back),
                back.attempt(),
                "another/deploy",
                Shipyard.output(back.plan().action(), Verdict.PASSED)));

        yard.assertState(id, DeploymentState.CANCELLED);
        yard.assertState(behind, DeploymentState.BUILDING);
    }

    /** The same where no worker ever comes back: the rollback is given up, and what failed is said. */
    @Test
    void aRolloutWhoseWorkersAreAllGoneDoesNotHoldUpTheNextOneForEver() {
        yard.deliver("live", "1.0.0");
        String id = yard.deploy("live", "2.0.0");
        String behind = yard.deploy("live", "3.0.0");
        yard.workUntil(id, StepAction.Converge.class);
        yard.begin(id);
        yard.scenario.given(new DeployCommand.Cancel(Pipelines.SHOP, id, null));
        while (!yard.state(id).terminal()) {
            yard.scenario.advance(Duration.between(
                    yard.scenario.now(), yard.running(id).nextDeadline().orElseThrow()));
        }

        yard.assertState(id, DeploymentState.FAILED);
        yard.assertState(behind, DeploymentState.BUILDING);
    }

    /** spinnaker/spinnaker#4426: work that was under way when the orchestrator and its store went away ran for ever. */
    @Test
    void workThatWasUnderWayAtAnOutageIsTakenUpAgain() {
        String id = yard.deploy("live", "1.0.0");
        yard.begin(id);
        // Nobody heard anything of anybody for a while; the time that passed is seen at once at its end.
        yard.scenario.at(yard.scenario.now().plus(Duration.ofMinutes(3)));
        yard.scenario.advance(Duration.ZERO);

        assertThat(yard.running(id).attempt()).isEqualTo(2);
        yard.workAll();
        yard.assertState(id, DeploymentState.SUCCEEDED);
    }

    /** spinnaker/spinnaker#5952: it runs, its first stage never starts, and those behind it wait for ever. */
    @Test
    void aFirstStepThatNobodyTakesEndsAndLetsTheNextOneGoOn() {
        String id = yard.deploy("live", "1.0.0");
        String behind = yard.deploy("live", "2.0.0");
        while (!yard.state(id).terminal()) {
            yard.scenario.advance(Duration.between(
                    yard.scenario.now(), yard.running(id).nextDeadline().orElseThrow()));
        }

        yard.assertState(id, DeploymentState.FAILED);
        assertThat(yard.scenario.history().toString()).contains("no worker has taken the task");
        yard.assertState(behind, DeploymentState.BUILDING);
    }

    /** keptn/keptn#5259: one was paused while its task still ran, another one was started, and both worked at once. */
    @Test
    void whatIsPausedWhileItsTaskRunsKeepsItsEnvironment() {
        yard.deliver("live", "1.0.0");
        String paused = yard.deploy("live", "2.0.0");
        yard.workUntil(paused, StepAction.Converge.class);
        yard.begin(paused);
        yard.scenario.given(new DeployCommand.Pause(Pipelines.SHOP, paused, "wait for me"));
        String next = yard.deploy("live", "3.0.0");
        yard.assertState(next, DeploymentState.QUEUED);

        // The task that was under way ends, and nothing follows from it.
        yard.finish(paused, Shipyard.output(yard.running(paused).plan().action(), Verdict.PASSED));
        yard.scenario.advance(Duration.ofDays(2));
        assertThat(yard.get(paused).isPaused()).isTrue();
        yard.assertState(next, DeploymentState.QUEUED);

        yard.scenario.given(new DeployCommand.Resume(Pipelines.SHOP, paused));
        while (!yard.state(paused).terminal()) {
            yard.assertState(next, DeploymentState.QUEUED);
            yard.work(paused);
        }
        yard.assertState(paused, DeploymentState.SUCCEEDED);
        yard.assertState(next, DeploymentState.BUILDING);
    }

    /** A task that kills whoever takes it is not handed out for ever. */
    @Test
    void workThatKillsItsWorkersEnds() {
        String id = yard.deploy("live", "1.0.0");
        for (int i = 0; i < 1000 && yard.state(id) == DeploymentState.BUILDING; i++) {
            if (yard.running(id).isRunning()) {
                yard.begin(id);
            }
            yard.scenario.advance(Shipyard.LEASE);
        }
        yard.assertState(id, DeploymentState.FAILED);
    }

    /** conductor-oss/conductor#208: two sweepers looked at once, and the task was handed out twice. */
    @Test
    void oneDeadlineHandsATaskOutOnce() {
        String id = yard.deploy("live", "1.0.0");
        yard.begin(id);
        yard.scenario.advance(Shipyard.LEASE);
        assertThat(yard.running(id).attempt()).isEqualTo(2);

        DeployDecider decider = new DeployDecider(Shipyard.LEASE, Directory.NONE);
        Decision<DeployEvent> again =
                decider.onTime(yard.scenario.state(), new Context(yard.scenario.now(), "time", "again", "again"));
        assertThat(again).isEqualTo(Decision.nothing());
    }

    /** conductor-oss/conductor#1058: whoever looked after a workflow locked itself out, and it stood still for ever. */
    @Test
    void theEndOfOneDeploymentStartsThatInTheNextEnvironmentInTheSameDecision() {
        Shipyard two = new Shipyard(Pipelines.stagingAndProduction());
        String staging = two.deploy("staging", "1.0.0");
        two.workUntil(staging, StepAction.Converge.class);
        two.work(staging);

        two.assertState(staging, DeploymentState.SUCCEEDED);
        String production = Pipelines.SHOP + "-production-1";
        assertThat(two.running(production).isTask()).isTrue();
        two.workAll();
        two.assertState(production, DeploymentState.SUCCEEDED);
    }

    /** conductor-oss/conductor#1259: after a missed lock nothing happened for ten minutes. */
    @Test
    void aLostLeaseIsFollowedByAnotherAttemptAtOnce() {
        String id = yard.deploy("live", "1.0.0");
        yard.begin(id);
        var lease = yard.running(id).leaseUntil();
        yard.scenario.advance(Shipyard.LEASE);
        assertThat(yard.scenario.now()).isEqualTo(lease);
        assertThat(yard.running(id).attempt()).isEqualTo(2);
        yard.workAll();
        yard.assertState(id, DeploymentState.SUCCEEDED);
    }

    /** kestra-io/kestra#14356: a crash leaves a slot taken, and the queue stands still for ever. */
    @Test
    void noCrashLeavesAnEnvironmentTaken() {
        String first = yard.deploy("live", "1.0.0");
        String second = yard.deploy("live", "2.0.0");
        yard.begin(first);
        yard.scenario.advance(Duration.ofHours(1));
        yard.assertState(first, DeploymentState.FAILED);
        yard.assertState(second, DeploymentState.BUILDING);
    }

    /** kestra-io/kestra#13211: a queued one was killed while another ran, and its slot was given away twice. */
    @Test
    void cancellingOneThatWaitsStartsNothing() {
        String running = yard.deploy("live", "1.0.0");
        String waiting = yard.deploy("live", "2.0.0");
        String last = yard.deploy("live", "3.0.0");
        yard.begin(running);

        yard.scenario.when(new DeployCommand.Cancel(Pipelines.SHOP, waiting, null));
        assertThat(yard.scenario.newest()).hasOnlyElementsOfType(DeploymentTransition.class);
        yard.assertState(waiting, DeploymentState.CANCELLED);
        yard.assertState(running, DeploymentState.BUILDING);
        yard.assertState(last, DeploymentState.QUEUED);
        yard.workAll();
        yard.assertState(running, DeploymentState.SUCCEEDED);
        yard.assertState(last, DeploymentState.SUCCEEDED);
    }

    /** kestra-io/kestra#12031: many were started at once, and more ran than were allowed. */
    @Test
    void ofManyStartedAtOnceOneHoldsTheEnvironmentAtAnyTime() {
        List<String> ids = IntStream.rangeClosed(1, 12)
                .mapToObj(version -> yard.deploy("live", version + ".0.0"))
                .toList();
        for (String id : ids) {
            while (!yard.state(id).terminal()) {
                assertThat(ids.stream().filter(other -> yard.state(other).holdsEnvironment()))
                        .containsExactly(id);
                yard.work(id);
            }
        }
        assertThat(ids).allSatisfy(id -> yard.assertState(id, DeploymentState.SUCCEEDED));
    }

    /** The same after a kill: the one that goes back still holds what it had. */
    @Test
    void aCancelledRolloutHoldsItsEnvironmentUntilItIsPutBack() {
        yard.deliver("live", "1.0.0");
        String second = yard.deploy("live", "2.0.0");
        String third = yard.deploy("live", "3.0.0");
        yard.workUntil(second, StepAction.Converge.class);
        yard.scenario.given(new DeployCommand.Cancel(Pipelines.SHOP, second, null));

        yard.assertState(second, DeploymentState.ROLLING_BACK);
        yard.assertState(third, DeploymentState.QUEUED);
        yard.work(second);
        yard.assertState(second, DeploymentState.CANCELLED);
        yard.assertState(third, DeploymentState.BUILDING);
    }

    /** keptn/keptn#5620: what waited was started in another order than it came. */
    @Test
    void whoWaitsLongestIsNextAlsoAfterOneInTheMiddleLeft() {
        List<String> ids = List.of("1", "2", "3", "4").stream()
                .map(version -> yard.deploy("live", version))
                .toList();
        yard.scenario.given(new DeployCommand.Cancel(Pipelines.SHOP, ids.get(1), null));
        yard.scenario.given(new DeployCommand.Cancel(Pipelines.SHOP, ids.get(0), null));
        yard.assertState(ids.get(2), DeploymentState.BUILDING);
        ApplicationState state = yard.scenario.state();
        assertThat(state.lane("live").queue()).extracting(Deployment::id).containsExactly(ids.get(3));
    }

    /** argoproj/argo-rollouts#943: an analysis that came late or was stopped counted as a success. */
    @Test
    void anAnalysisThatWasGivenUpNeverCounts() {
        Shipyard canary = new Shipyard(Pipelines.application(
                Pipelines.environment("live").strategy(Pipelines.CANARY).build()));
        canary.deliver("live", "1.0.0");
        String id = canary.deploy("live", "2.0.0");
        canary.workUntil(id, StepAction.Analyze.class);
        canary.begin(id);
        Step analysis = canary.running(id);
        canary.scenario.given(new DeployCommand.Cancel(Pipelines.SHOP, id, null));
        canary.scenario
                .when(new TaskReport.Succeeded(
                        Shipyard.task(id, analysis),
                        analysis.attempt(),
                        Shipyard.WORKER,
                        Shipyard.output(analysis.plan().action(), Verdict.PASSED)))
                .thenNothing();
        canary.workAll();
        canary.assertState(id, DeploymentState.CANCELLED);
    }
}
